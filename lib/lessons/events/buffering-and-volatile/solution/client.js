const socket = io({
  transports: ["websocket"],
  reconnectionDelay: 2000,
});
let n = 0;

function write() {
  n += 1;
  if (socket.connected) socket.emit("note", n);
}
socket.once("connect", () => setInterval(write, 300));

socket.on("tick", (tick) => console.log("tick", tick));
socket.on("saved", (n) => console.log("saved", n));
socket.on("online", (count) => console.log(count, "online"));
socket.on("connect", () => console.log("connect"));
socket.on("disconnect", () => console.log("disconnect"));
