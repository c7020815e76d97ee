import { Server } from "socket.io";

const io = new Server(3000);
const ids = {};

io.on("connection", (socket) => {
  socket.on("join", (name, rooms) => {
    socket.join(rooms);
    ids[name] = socket.id;
    if (Object.keys(ids).length === 3) report();
  });
  socket.on("leave", (room) => socket.leave(room));
});

// When all three are in their rooms.
function report() {
  io.to("sport").to("news").emit("goal", "2:1");
  io.to("news").except("sport").emit("weather", "rain");
  io.to(ids.bob).emit("prize", "You guessed right");
  setTimeout(() => io.to("sport").emit("interview"), 1000);
}
