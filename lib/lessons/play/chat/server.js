import { Server } from "socket.io";

const io = new Server(3000);
const history = [];

io.on("connection", (socket) => {
  socket.emit("history", history);

  socket.on("say", (from, text, ack) => {
    const line = { from: String(from), text: String(text).slice(0, 200) };
    history.push(line);
    if (history.length > 20) history.shift();
    socket.broadcast.emit("line", line);
    ack(line);
  });

  socket.on("typing", (from) => socket.volatile.broadcast.emit("typing", from));
});
