const socket = io({
  transports: ["websocket"],
  reconnectionDelay: 500, // the default is 1000
});

socket.on("connect", () => console.log("connect", socket.id));
socket.on("disconnect", (reason) => {
  console.log("disconnect:", reason);
  console.log("will try again:", socket.active);
  // Nobody else will: the library takes it for the server's wish.
  if (!socket.active) setTimeout(() => socket.connect(), 1000);
});

const manager = socket.io;
manager.on("reconnect_attempt", (n) => console.log("attempt", n));
manager.on("reconnect", (n) => {
  console.log("manager: back, at attempt", n);
});
