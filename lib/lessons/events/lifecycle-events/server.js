import { Server } from "socket.io";

const io = new Server(3000);
const noEntry = (socket, next) => next(new Error("Staff only"));
io.of("/staff").use(noEntry);

io.on("connection", (socket) => {
  socket.join("kitchen");

  socket.on("disconnecting", (why) => {
    console.log("disconnecting:", why, [...socket.rooms]);
  });
  socket.on("disconnect", (why) => {
    console.log("disconnect:", why, [...socket.rooms]);
  });
});

setInterval(() => {
  console.log(io.of("/").sockets.size, "in the main namespace");
}, 1000);
