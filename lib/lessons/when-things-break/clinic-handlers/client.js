const socket = io({ transports: ["websocket"] });

socket.on("welcome", (name) => console.log("welcome,", name));
socket.on("said", (text) => console.log("said:", text));

socket.once("connect", () => {
  socket.emit("hello", "Alice");
  setTimeout(talk, 1500);
});

function talk() {
  socket.emit("join", "red");
  socket.emit("join", "green");
  socket.emit("join", "blue");
  socket.emit("say", "red", "one word");
  socket.emit("version"); // the answer is of no interest here
}
