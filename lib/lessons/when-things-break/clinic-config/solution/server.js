import { Server } from "socket.io";

const io = new Server(3000, {
  cors: { origin: "https://shop.exmaple" },
});

io.of("/chat").on("connection", (socket) => {
  console.log("connection in /chat", socket.id);
  socket.emit("welcome", "Come in");
});
