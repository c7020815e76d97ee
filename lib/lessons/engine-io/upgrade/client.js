const socket = io();

socket.on("connect", () => {
  console.log("connected as", socket.id);
});
socket.on("welcome", (text) => console.log(text));
socket.io.engine.on("upgrade", () => {
  console.log("upgraded to WebSocket");
});

// Later the same socket goes on, over what it has by then.
setTimeout(async () => {
  console.log(await socket.emitWithAck("hello", "Alice"));
}, 2000);
