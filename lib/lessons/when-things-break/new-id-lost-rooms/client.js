const me = location.pathname.split("/").at(-2); // alice or bob

const socket = io({ transports: ["websocket"] });

socket.on("connect", () => console.log("I am", socket.id));
socket.on("said", (who, text) => console.log(`${who}: ${text}`));

socket.emit("join", "lobby", me);

setInterval(() => socket.emit("say", "hello"), 1500);
