import { Server } from "socket.io";

const io = new Server(3000);
const chat = io.of("/chat");

io.on("connection", (socket) => {
  console.log("connection in /", socket.id);
  if (socket.handshake.auth.name === "alice") socket.join("vip");
});
setInterval(() => io.emit("time", Date.now()), 1000);

chat.on("connection", (socket) => {
  console.log("connection in /chat", socket.id);
  if (socket.handshake.auth.name === "bob") socket.join("vip");

  socket.on("say", (text) => {
    chat.emit("said", text);
    io.to("vip").emit("cake");
  });
});
