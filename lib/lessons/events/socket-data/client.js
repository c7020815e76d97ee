const name = location.pathname.split("/").at(-2);
const socket = io({
  transports: ["websocket"],
  auth: { name },
});

function count() {
  socket.emit("count", (text) => console.log(text));
}
socket.on("connect", () => {
  count();
  count();
});
