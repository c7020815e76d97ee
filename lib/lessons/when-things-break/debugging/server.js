import { Server } from "socket.io";

const io = new Server(3000, { debug: true });

io.on("connection", (socket) => {
  socket.on("time", (answer) => answer(Date.now()));

  socket.on("message", (text) => {
    io.to("lobby").emit("message", text);
  });
});
