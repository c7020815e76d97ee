const ws = new WebSocket("ws://localhost:3000/chat");

ws.onopen = () => {
  console.log("open");
  ws.send("hello");
};
ws.onmessage = ({ data }) => console.log("message:", data);
ws.onerror = () => console.log("error, and no reason given");
ws.onclose = ({ code }) => console.log("closed:", code);
