import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("photos", (name, ...photos) => {
    console.log(photos.length, name, photos[0]);
    socket.emit("thumbnail", photos[0].subarray(0, 4));
  });
  socket.on("facts", (...facts) => console.log("facts:", facts));
  socket.on("disconnect", (reason) => console.log(reason));
});
