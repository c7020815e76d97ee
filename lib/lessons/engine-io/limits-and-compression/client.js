const socket = io({ transports: ["websocket"] });
const page = "All work and no play. ".repeat(200);

socket.once("connect", () => {
  socket.emit("upload", page, (size) => {
    console.log("stored", size);
  });

  // Ten pages at once are more than the server takes.
  setTimeout(() => socket.emit("upload", page.repeat(10)), 1500);
});
socket.on("disconnect", (reason, details) => {
  console.log("disconnect:", reason, details?.description);
});
