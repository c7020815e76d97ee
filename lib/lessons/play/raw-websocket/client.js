const me = location.pathname.split("/").at(-2); // alice or bob

const ws = new WebSocket("ws://localhost:3000/ws");
ws.binaryType = "arraybuffer";

ws.onopen = () => {
  ws.send(`${me} is here`);
  ws.send(Uint8Array.of(0xca, 0xfe));
};
ws.onmessage = ({ data }) => {
  console.log(typeof data === "string" ? data : new Uint8Array(data));
};
ws.onclose = ({ code, reason }) => console.log("closed:", code, reason);

// No heartbeat, no way back: what Socket.IO adds is not here.
if (me === "bob") setTimeout(() => ws.close(1000, "enough"), 3000);
