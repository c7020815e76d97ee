import { Server } from "socket.io";

const io = new Server(3000);
const load = () => new Promise((done) => setTimeout(done, 600));

io.on("connection", (socket) => {
  const loaded = load(); // a user, a session, a setting

  socket.on("hello", async (name) => {
    await loaded;
    socket.emit("welcome", name);
  });
  socket.on("version", (answer) => {
    answer("1.0");
  });

  socket.on("join", (room) => {
    socket.join(room);
    socket.on("say", (to, text) => io.to(to).emit("said", text));
  });
});

setInterval(() => console.log("still alive"), 1500);
