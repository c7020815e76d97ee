import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("order", (dish) => {
    socket.emit("accepted", dish);
    socket.emit("price", 7);
    socket.emit("table", 12);

    setTimeout(() => socket.emit("ready", dish), 3000);
  });
});
