const name = location.pathname.split("/").at(-2);
const socket = io({ transports: ["websocket"], auth: { name } });

socket.on("ready?", (answer) => answer("yes"));
socket.on("vote", (answer) => answer(name));
socket.on("bye", () => socket.disconnect());

socket.on("go", async () => {
  socket.volatile.emit("cursor", 1, 2);
  const admin = io("/admin", { auth: { token: "secret" } });
  admin.on("connect", () => admin.emit("hello", "admins"));
  io("/vip");
  io("/nowhere");

  await socket.emitWithAck("sum", 1, 2);
  socket.emit("sum", 3, 4, (sum) => console.log(sum));
  socket.timeout(500).emit("lost?", (error) => console.log(error));
  socket.emit("hello", "world", { n: 1 });
  socket.emit("file", Uint8Array.of(104, 105));
  setTimeout(() => socket.emit("done"), 900);
});
