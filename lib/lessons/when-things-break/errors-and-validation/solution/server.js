import { Server } from "socket.io";
import { z } from "zod";

const io = new Server(3000);

const Order = z.object({
  dish: z.string().min(1).max(40),
  count: z.number().int().min(1).max(20),
});

io.on("connection", (socket) => {
  socket.on("order", (order, answer) => {
    if (typeof answer !== "function") return;
    const { success, data, error } = Order.safeParse(order);
    if (!success) return answer({ ok: false, error: error.issues });

    const dish = data.dish.toUpperCase();
    const total = 7 * data.count;
    answer({ ok: true, dish, total });
  });
});
