const socket = io();

socket.on("connect", () => {
  console.log("connected");
  // console.log(socket.io.engine.id, socket.id);
});
