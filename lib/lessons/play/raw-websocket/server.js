import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const server = createServer((req, res) => res.end("Here is only a WebSocket, at /ws"));
const wss = new WebSocketServer({ server, path: "/ws" });

wss.on("connection", (ws) => {
  ws.send("hello");

  ws.on("message", (data, isBinary) => {
    for (const client of wss.clients) client.send(data, { binary: isBinary });
  });
  ws.on("close", (code, reason) => console.log("closed:", code, String(reason)));
});

server.listen(3000);
