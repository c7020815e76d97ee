const way = "leave"; // kicked, flood, nonsense, drop, stay

const ways = {
  leave: () => socket.disconnect(),
  kicked: () => socket.emit("kick me"),
  flood: () => socket.emit("note", "x".repeat(5000)),
  nonsense: () => socket.io.engine.write("hello"),
  drop: () => socket.io.engine.close(),
  stay: () => {},
};

const socket = io({ transports: ["websocket"] });
socket.once("connect", () => setTimeout(ways[way], 500));
socket.on("disconnect", (reason) => {
  console.log("I am gone:", reason);
});
