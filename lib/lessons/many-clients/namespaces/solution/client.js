// alice or bob
const me = location.pathname.split("/").at(-2);
const options = { transports: ["websocket"], auth: { name: me } };

const clock = io(options);
clock.onAny((...event) => console.log("/", ...event));

const chat = io("/chat", options);
chat.onAny((...event) => console.log("/chat", ...event));
chat.on("connect", () => chat.emit("say", `I am ${me}`));
chat.on("connect_error", (error) => {
  console.log("connect_error:", error.message);
});

// The clock goes on: it is another socket on the same connection.
if (me === "alice") chat.on("said", () => chat.disconnect());
