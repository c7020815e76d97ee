import { Server } from "socket.io";

const io = new Server(3000, {
  connectionStateRecovery: { maxDisconnectionDuration: 120_000 },
});

io.on("connection", (socket) => {
  console.log(socket.recovered ? "came back" : "is new", [...socket.rooms]);
  if (!socket.recovered) socket.join("lobby");
});

let n = 0;
setInterval(() => io.to("lobby").emit("tick", ++n), 500);
