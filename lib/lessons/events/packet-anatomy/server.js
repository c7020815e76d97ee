import { Server } from "socket.io";

const io = new Server(3000);

function listen(socket) {
  const { name } = socket.nsp;
  socket.on("sum", (a, b, reply) => {
    console.log(name, "sum of", a, "and", b);
    if (reply) reply(a + b);
  });
  socket.on("error", ({ message }) => console.log(name, message));
  socket.on("disconnect", (reason) => console.log(name, reason));
}
io.on("connection", listen);
io.of("/shop").on("connection", listen);
