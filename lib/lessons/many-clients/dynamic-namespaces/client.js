// alice, bob or carol
const me = location.pathname.split("/").at(-2);
const doc = me === "carol" ? "/doc-1-draft" : "/doc-1";

const socket = io(doc, {
  transports: ["websocket"],
  auth: { ticket: me === "alice" },
});
socket.onAny((...event) => console.log(doc, ...event));
socket.on("connect_error", (error) => console.log(error.message));

// Carol shuts her document, and opens it again.
socket.once("connect", () => {
  if (me !== "carol") return;
  setTimeout(() => socket.disconnect(), 500);
  setTimeout(() => socket.connect(), 1000);
});
