import { Server } from "socket.io";

const io = new Server(3000);
io.of("/referee");
const points = { alice: 12, bob: 3, carol: 7 };

io.on("connection", async (socket) => {
  const { name } = socket.handshake.auth;
  socket.data.points = points[name];
  socket.join(name === "carol" ? "blue" : "red");

  socket.on("help", async (text) => {
    const players = await io.fetchSockets();
    for (const player of players) {
      if (player.data.points < 10) player.emit("tip", text);
    }
  });

  const here = await io.fetchSockets();
  console.log("here:", here.length);
  if (here.length === 3) io.emit("start");
});
