const me = location.pathname.split("/").at(-2); // alice or bob

const socket = io({ transports: ["websocket"], debug: true });

socket.onAnyOutgoing((...all) => console.log("out:", ...all));
socket.onAny((...all) => console.log("in:", ...all));

socket.once("connect", () => {
  socket.emit("time", (now) => console.log("it is", now));
});

if (me === "alice") {
  setTimeout(() => socket.emit("mesage", "Hello, Bob"), 1500);
}
