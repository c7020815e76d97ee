import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.join("lobby");
  socket.onAny((...all) => console.log("in:", ...all));

  socket.on("time", (answer) => answer(Date.now()));

  socket.on("message", (text) => {
    io.to("lobby").emit("message", text);
  });
});
