const socket = io();

socket.on("connect", () => {
  console.log("socket.id is", socket.id);
  console.log("the session is", socket.io.engine.id);
});

socket.on("welcome", (text) => console.log(text));
socket.on("disconnect", (reason) => {
  console.log("disconnect:", reason);
});

const chat = io("/chat");
chat.on("connect", () => console.log("in /chat I am", chat.id));
