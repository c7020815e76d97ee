import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.emit("welcome", `Welcome, over ${socket.conn.transport.name}`);

  socket.on("hello", (name, ack) => {
    ack(`Hello ${name}, over ${socket.conn.transport.name}`);
  });
});
