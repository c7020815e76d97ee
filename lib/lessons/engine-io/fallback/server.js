import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  const { conn } = socket;
  console.log("connection over", conn.transport.name);

  socket.on("hello", (ack) => {
    ack(`heard over ${conn.transport.name}`);
  });
});
