import { Server } from "socket.io";

const io = new Server(3000, {
  maxHttpBufferSize: 20000, // the default is 1000000
  perMessageDeflate: true,
});

io.on("connection", (socket) => {
  socket.on("upload", (text, ack) => ack?.(text.length));
  socket.on("disconnect", (reason) => {
    console.log("disconnect:", reason);
  });
});
