import { Server } from "socket.io";

// The defaults are 25000 and 20000: too long to watch.
const io = new Server(3000, {
  pingInterval: 2000,
  pingTimeout: 1500,
});

io.on("connection", (socket) => {
  console.log("connection", socket.id);
  socket.on("disconnect", (reason) => {
    console.log("disconnect:", reason);
  });
});
