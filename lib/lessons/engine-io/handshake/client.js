const socket = io();

socket.on("connect", () => {
  console.log("session:", socket.io.engine.id);
  console.log("socket: ", socket.id);
});
