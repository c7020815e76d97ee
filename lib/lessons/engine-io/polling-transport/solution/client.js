const socket = io({ transports: ["polling"] });

socket.on("connect", () => {
  console.log("connected");
  socket.emit("order", "soup");
});
socket.onAny((name, what) => console.log(name, what));
socket.on("disconnect", (reason) => {
  console.log("disconnect:", reason);
});

// A second GET of the same session, while the first is held.
const poll = "/socket.io/?EIO=4&transport=polling&sid=";
setTimeout(() => fetch(poll + socket.io.engine.id), 1500);
