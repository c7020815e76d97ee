import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;
  socket.join("lobby");
  socket.data.name = name;
  console.log(name, "is", socket.id);

  socket.on("say", (text) => {
    io.to("lobby").emit("said", socket.data.name, text);
  });
});
