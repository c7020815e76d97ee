const socket = io();

socket.on("connect", () => {
  console.log(socket.recovered ? "recovered" : "new", socket.id);
});
socket.on("tick", (n) => console.log("tick", n));
socket.on("disconnect", (reason) => console.log("gone:", reason));

// The line breaks, once. What was said meanwhile comes when it is back.
setTimeout(() => socket.io.engine.close(), 2000);
