import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("join", (room, ack) => {
    socket.join(room);
    ack({ room, members: io.of("/").adapter.rooms.get(room).size });
  });

  socket.on("say", (room, text, ack) => {
    if (!socket.rooms.has(room)) return ack({ ok: false, why: `you are not in ${room}` });
    socket.to(room).emit("said", room, text);
    ack({ ok: true });
  });
});
