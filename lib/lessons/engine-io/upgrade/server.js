import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  const { conn } = socket;
  socket.emit("welcome", `Welcome, over ${conn.transport.name}`);

  socket.on("hello", (name, ack) => {
    ack(`Hello ${name}, over ${conn.transport.name}`);
  });
});
