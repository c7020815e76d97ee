import { Server } from "socket.io";

const io = new Server(3000);
const counts = new Map();

io.use((socket, next) => {
  const { name } = socket.handshake.auth; // 1. who is it?
  if (!name) return next(new Error("A name, please"));
  socket.data.name = name; // 2. remember it
  next();
});

io.on("connection", (socket) => {
  socket.join("counting"); // 3. join

  // 4. listen
  socket.on("count", (reply) => {
    const { name } = socket.data;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    reply(`${name}: ${counts.get(name)}`);
  });
});
