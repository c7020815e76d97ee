import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("order", (what, reply) => {
    const ms = what === "tea" ? 400 : 0;

    setTimeout(() => {
      console.log("made:", what);
      reply({ ok: true, what });
    }, ms);
  });
});
