const me = location.pathname.split("/").at(-2); // alice or bob

const socket = io({
  transports: ["websocket"],
  auth: { name: me },
});

socket.on("connect", () => console.log("I am", socket.id));
socket.on("said", (who, text) => console.log(`${who}: ${text}`));

setInterval(() => socket.emit("say", "hello"), 1500);
