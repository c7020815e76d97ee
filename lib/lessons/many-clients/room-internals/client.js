// alice or bob
const me = location.pathname.split("/").at(-2);

const socket = io({ transports: ["websocket"] });
socket.on("connect", () => socket.emit("enter", "garden"));

// It begins to rain as soon as both are in the garden.
socket.on("rain", () => {
  console.log("rain!");
  if (me === "alice") socket.emit("exit", "garden");
});
