import { Server } from "socket.io";

const io = new Server(3000);

io.use((socket, next) => {
  const { name } = socket.handshake.auth; // 1. who is it?
  if (!name) return next(new Error("A name, please"));
  socket.data.name = name; // 2. remember it
  socket.data.count = 0;
  next();
});

io.on("connection", (socket) => {
  socket.join("counting"); // 3. join

  // 4. listen
  socket.on("count", (reply) => {
    const { data } = socket;
    data.count += 1;
    reply(`${data.name}: ${data.count}`);
  });
});
