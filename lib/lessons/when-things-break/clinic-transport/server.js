import { Server } from "socket.io";

const io = new Server(3000, {
  pingInterval: 4000, // the defaults: 25000 and 20000
  pingTimeout: 1000,
});

io.on("connection", (socket) => {
  let n = 0;
  const news = setInterval(() => {
    socket.emit("news", ++n);
    if (n === 3) clearInterval(news);
  }, 400);
  setTimeout(() => console.log("no more news"), 2600);

  socket.on("disconnect", (reason) => {
    console.log("disconnect:", reason);
  });
});
