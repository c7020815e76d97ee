import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.emit("welcome", "the main namespace");
});

io.of("/news").on("connection", (socket) => {
  socket.emit("headline", "Two namespaces share one connection");
});
