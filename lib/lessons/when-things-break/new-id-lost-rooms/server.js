import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("join", (room, name) => {
    socket.join(room);
    socket.data.name = name;
    console.log(name, "is", socket.id);
  });

  socket.on("say", (text) => {
    io.to("lobby").emit("said", socket.data.name, text);
  });
});
