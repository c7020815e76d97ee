const ws = new WebSocket("ws://localhost:3000");
ws.binaryType = "arraybuffer";

ws.onopen = () => {
  ws.send("hi");
  ws.send("x".repeat(300));
  ws.send(Uint8Array.of(0xca, 0xfe));
  ws.send("x".repeat(65536));
};
ws.onmessage = ({ data }) => {
  console.log(typeof data, data.length ?? data.byteLength);
};
ws.onclose = ({ code, reason }) => {
  console.log("closed:", code, reason);
};

setTimeout(() => ws.close(1000, "enough"), 2000);
