const socket = io({
  transports: ["websocket"],
  reconnectionDelay: 500, // the default is 1000
});

socket.on("connect", () => console.log("connect", socket.id));
socket.on("reconnect", () => console.log("socket: back"));
socket.on("disconnect", (reason) => {
  console.log("disconnect:", reason);
  console.log("will try again:", socket.active);
});

const manager = socket.io;
manager.on("reconnect_attempt", (n) => console.log("attempt", n));
manager.on("reconnect", (n) => {
  console.log("manager: back, at attempt", n);
});
