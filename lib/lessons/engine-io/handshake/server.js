import { Server } from "socket.io";

const io = new Server(3000, {
  pingInterval: 10000,
  pingTimeout: 5000,
});

io.engine.on("connection", () => {
  console.log("a session was opened");
});
io.on("connection", () => {
  console.log("a socket has come");
});
