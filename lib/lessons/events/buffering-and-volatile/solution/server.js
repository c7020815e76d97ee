import { Server } from "socket.io";

const io = new Server(3000);
let last = 0;
let tick = 0;

io.on("connection", (socket) => {
  socket.on("note", (n) => {
    if (n > last + 1) console.log("missed", last + 1, "…", n - 1);
    last = n;

    socket.volatile.emit("online", io.engine.clientsCount);
    socket.emit("saved", n);
  });
});

io.once("connection", () => {
  setInterval(() => io.emit("tick", ++tick), 500);
});
