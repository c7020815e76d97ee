const me = location.pathname.split("/").at(-2); // alice, bob or carol
const room = me === "carol" ? "kitchen" : "lobby";

const socket = io();
socket.on("said", (where, text) => console.log(`${where}: ${text}`));

socket.on("connect", async () => {
  console.log("joined", await socket.emitWithAck("join", room));
});

setTimeout(async () => {
  console.log("said", await socket.emitWithAck("say", room, `${me} is here`));
  if (me === "carol") {
    console.log("said", await socket.emitWithAck("say", "lobby", "can you hear me?"));
  }
}, 1500);
