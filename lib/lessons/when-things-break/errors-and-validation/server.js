import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("error", (e) => console.log("error:", e.message));

  socket.on("order", (order, answer) => {
    const dish = order.dish.toUpperCase();
    const total = 7 * order.count;
    answer({ ok: true, dish, total });
  });
});
