import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  console.log("connection", socket.id);

  socket.on("disconnect", (reason) => {
    console.log("disconnect:", reason);
  });
});

setInterval(() => {
  console.log(io.engine.clientsCount, "here");
}, 1500);
