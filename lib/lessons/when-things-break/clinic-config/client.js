const socket = io("/caht");

socket.on("welcome", (text) => console.log(text));

socket.on("connect_error", ({ message, description }) => {
  console.log("connect_error:", message, description ?? "");
  console.log("will try again:", socket.active);
});
