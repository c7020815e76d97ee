import { Server } from "socket.io";

const io = new Server(3000);
const people = {};

io.on("connection", (socket) => {
  socket.on("hi", () => {
    socket.emit("socket.emit");
    io.emit("io.emit");
    io.of("/staff").emit("io.emit");
    socket.broadcast.emit("socket.broadcast");
    io.to("blue").emit("io.to");
    socket.to("blue").emit("socket.to");
    io.except("blue").emit("io.except");
  });

  const { name } = socket.handshake.auth;
  people[name] = socket;
  if (name !== "carol") socket.join("blue");
  if (io.of("/").sockets.size === 3) people.alice.emit("go");
});

io.of("/staff"); // a second namespace
