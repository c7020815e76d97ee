import { Server } from "socket.io";

const io = new Server(3000, {
  connectionStateRecovery: { maxDisconnectionDuration: 100 },
});

io.on("connection", (socket) => {
  const how = socket.recovered ? "came back" : "is new";
  console.log(how, socket.id, [...socket.rooms]);
  if (!socket.recovered) socket.join("lobby");
});

let n = 0;
setInterval(() => io.to("lobby").emit("tick", ++n), 400);
