import { Server } from "socket.io";

const io = new Server(3000);

io.of("/admin");
io.of("/vip").use((socket, next) => {
  next(new Error("not on the list"));
});

const people = {};
io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;
  people[name] = socket;
  if (name !== "carol") socket.join("blue");

  socket.on("sum", (a, b, answer) => answer(a + b));
  socket.on("done", speak);
  if (Object.keys(people).length === 3) {
    people.alice.emit("go");
  }
});

async function speak() {
  const socket = people.alice;
  socket.emit("welcome", "Alice", { round: 1 });
  socket.emit("ready?", (answer) => console.log(answer));
  socket.emit("bytes", Buffer.from([1, 2, 3]));

  socket.broadcast.emit("others");
  io.emit("all");
  io.to("blue").emit("blue");
  socket.to("blue").emit("blue but me");
  io.except("blue").emit("not blue");
  io.to("red").emit("nobody is red");
  io.of("/admin").emit("admins");

  await io.timeout(1000).emitWithAck("vote");
  socket.volatile.emit("cursor", 3, 4);
  socket.leave("blue");
  people.carol.emit("bye");
  people.bob.disconnect();
  setTimeout(() => socket.disconnect(true), 200);
}
