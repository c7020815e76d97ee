const socket = io({ transports: ["polling"] });

socket.on("connect", () => {
  console.log("connected");
  socket.emit("order", "soup");
});
socket.onAny((name, what) => console.log(name, what));
socket.on("disconnect", (reason) => {
  console.log("disconnect:", reason);
});
