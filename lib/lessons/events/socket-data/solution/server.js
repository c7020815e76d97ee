import { Server } from "socket.io";

const io = new Server(3000);
const counts = new Map();

io.use((socket, next) => {
  // 1. who is it?
  const { name } = socket.handshake.auth;
  if (!name) return next(new Error("No name"));
  // 2. remember
  socket.data.name = name;
  next();
});

io.on("connection", (socket) => {
  // 3. join
  socket.join("counting");
  // 4. listen
  socket.on("count", (reply) => {
    const { name } = socket.data;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    reply(`${name}: ${counts.get(name)}`);
  });
});
