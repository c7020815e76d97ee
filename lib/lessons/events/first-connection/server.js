import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  console.log("connection", socket.id);
  console.log("over", socket.conn.transport.name);

  socket.emit("welcome", "Nice to meet you");
});
