import { Server } from "socket.io";

const io = new Server(3000);
const tokens = new Map([["open-sesame", "Alice"]]);

io.use((socket, next) => {
  const user = tokens.get(socket.handshake.auth.token);
  if (!user) return next(new Error("unknown token"));
  socket.data.user = user;
  next();
});

io.on("connection", (socket) => {
  socket.emit("welcome", socket.data.user);
});
