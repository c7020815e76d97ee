import { Server } from "socket.io";

const io = new Server(3000);
io.on("new_namespace", (nsp) => console.log("new:", nsp.name));

function guard({ handshake }, next) {
  if (handshake.auth.ticket) next();
  else next(new Error("No ticket"));
}
io.use(guard);

const docs = io.of(/\/doc-\d+/);
let visits = 0;
docs.on("connection", (socket) => {
  visits += 1;
  console.log("visit", visits, "is to", socket.nsp.name);
  socket.nsp.emit("visit", visits);
});
