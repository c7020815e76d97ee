const me = location.pathname.split("/").at(-2); // alice, bob or carol
const room = me === "carol" ? "kitchen" : "lobby";

const socket = io();
socket.on("said", (where, text) => console.log(`${where}: ${text}`));
socket.once("said", () => say(room, `${me} hears you`));

socket.on("connect", async () => {
  console.log("joined", await socket.emitWithAck("join", room));
  await say(room, `${me} is here`);
  if (me === "carol") await say("lobby", "can you hear me?");
});

async function say(where, text) {
  console.log("said", await socket.emitWithAck("say", where, text));
}
