const socket = io({ transports: ["websocket"] });
socket.on("connect", () => socket.emit("enter", "garden"));

// It begins to rain as soon as both are in the garden.
socket.on("rain", () => {
  console.log("rain!");
  socket.emit("exit", "garden");
});
