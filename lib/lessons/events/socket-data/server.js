import { Server } from "socket.io";

const io = new Server(3000);

io.use((socket, next) => {
  // 1. who is it?
  const { name } = socket.handshake.auth;
  if (!name) return next(new Error("No name"));
  // 2. remember
  socket.data.name = name;
  socket.data.count = 0;
  next();
});

io.on("connection", (socket) => {
  // 3. join
  socket.join("counting");
  // 4. listen
  socket.on("count", (reply) => {
    const { data } = socket;
    data.count += 1;
    reply(`${data.name}: ${data.count}`);
  });
});
