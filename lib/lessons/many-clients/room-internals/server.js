import { Server } from "socket.io";

const io = new Server(3000);
const { adapter } = io.of("/");
adapter.on("create-room", (room) => console.log("begins:", room));
adapter.on("delete-room", (room) => console.log("ends:", room));

io.on("connection", (socket) => {
  socket.on("enter", (room) => {
    socket.join(room);
    const { rooms, sids } = adapter;
    console.log(rooms.size, "rooms:", rooms);
    console.log(sids.size, "sockets:", sids);
    if (rooms.get(room).size === 2) io.to(room).emit("rain");
  });
  socket.on("exit", (room) => socket.leave(room));

  socket.on("disconnecting", () => {
    console.log("disconnecting:", socket.rooms.size, "rooms");
  });
  socket.on("disconnect", () => {
    console.log("disconnect:", socket.rooms.size, "rooms");
  });
});
