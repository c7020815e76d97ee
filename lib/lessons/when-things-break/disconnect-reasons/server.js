import { Server } from "socket.io";

const io = new Server(3000, {
  pingInterval: 1000, // the defaults are 25000, 20000
  pingTimeout: 1000,
  maxHttpBufferSize: 2000, // and 1000000
});

io.on("connection", (socket) => {
  console.log("Alice is here");
  socket.on("kick me", () => socket.disconnect());
  socket.on("note", (text) => console.log(text.length));

  socket.on("disconnect", (reason) => {
    console.log("Alice is gone:", reason);
  });
});
