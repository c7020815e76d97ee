import { Server } from "socket.io";

const io = new Server(3000);

io.on("connection", (socket) => {
  socket.on("bytes", (bytes, ack) => {
    console.log(bytes.length, "bytes over", socket.conn.transport.name);
    ack({ backwards: Uint8Array.from(bytes).reverse() });
  });
});
