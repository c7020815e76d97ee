import { Server } from "socket.io";

const io = new Server(3000);
const posts = ["first", "second"];

io.on("connection", (socket) => {
  socket.on("chat", (text, mood) => {
    console.log("Alice says:", text, mood);
    socket.emit("chat", `I heard “${text}”`);
  });

  socket.on("posts:get", () => {
    socket.emit("posts:list", posts);
  });
});
