const socket = io("/staff", { transports: ["websocket"] });
const say = console.log;

socket.on("connect", () => say("connect"));
socket.on("connect_error", ({ message }) => {
  say("connect_error:", message);
});
socket.on("disconnect", (why) => say("disconnect:", why));

socket.on("reconnect", (n) => say("socket: reconnect", n));
socket.io.on("reconnect", (n) => say("manager: reconnect", n));
