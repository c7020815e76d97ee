// alice, bob or carol
const me = location.pathname.split("/").at(-2);
const options = { transports: ["websocket"], auth: { name: me } };

// Carol plays, and is the referee as well.
if (me === "carol") {
  const referee = io("/referee", options);
  referee.onAny((...event) => console.log("/referee", ...event));
}

const socket = io(options);
socket.onAny((...event) => console.log(...event));
socket.once("start", () => {
  let n = 0;
  const help = () => socket.emit("help", `Tip ${++n}`);
  if (me === "alice") setInterval(help, 1000);
});
