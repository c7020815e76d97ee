// No library here: each packet is typed by hand.
const packets = [
  '40',
  '40/shop,',
  '42/shop,7["sum",2,3]',
];

const ws = new WebSocket(
  "ws://localhost:3000/socket.io/?EIO=4&transport=websocket",
);
ws.onopen = () => {
  setInterval(() => {
    const next = packets.shift();
    if (next) ws.send(next);
  }, 200);
};
ws.onmessage = ({ data }) => {
  if (data === "2") ws.send("3");
  else console.log(data);
};
ws.onclose = ({ code }) => console.log("closed:", code);
