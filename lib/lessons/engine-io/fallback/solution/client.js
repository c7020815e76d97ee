const socket = io({
  transports: ["websocket", "polling"],
  tryAllTransports: true,
});

socket.on("connect", () => console.log("connect"));
socket.on("connect_error", (error) => {
  console.log("connect_error:", error.message);
});
socket.io.engine.on("upgradeError", (error) => {
  console.log("upgradeError:", error.message);
});

// In a second, or as soon as there is a connection.
setTimeout(async () => {
  console.log(await socket.emitWithAck("hello"));
}, 1000);
