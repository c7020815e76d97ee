import { Server } from "socket.io";

const io = new Server(3000);
let visits = 0;

io.on("connection", (socket) => {
  console.log("connection", socket.id);
  visits += 1;
  // The first visit is a short one.
  if (visits === 1) setTimeout(() => socket.disconnect(), 1000);

  socket.on("disconnect", (reason) => {
    console.log("disconnect:", reason);
  });
});

setInterval(() => {
  console.log(io.engine.clientsCount, "here");
}, 1500);
