import { Server } from "socket.io";

const io = new Server(3000, {
  pingInterval: 10000,
  pingTimeout: 5000,
});

io.engine.on("connection", (session) => {
  console.log("session:", session.id);
});
io.on("connection", (socket) => {
  console.log("socket: ", socket.id);
});
