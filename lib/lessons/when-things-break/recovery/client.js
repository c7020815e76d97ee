const socket = io({ transports: ["websocket"] });

socket.on("connect", () => {
  console.log(socket.recovered ? "recovered" : "new", socket.id);
});
socket.on("disconnect", (reason) => {
  console.log("disconnect:", reason);
});

socket.on("tick", (...args) => console.log("tick", ...args));
