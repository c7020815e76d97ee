import { WebSocketServer } from "ws";

const wss = new WebSocketServer({ port: 3000 });

wss.on("connection", (ws) => {
  ws.on("message", (data) => {
    // There is no broadcast: each client is sent to by hand.
    for (const client of wss.clients) client.send(String(data));
  });
  ws.on("close", (code) => console.log("closed:", code));
});

setInterval(() => console.log(wss.clients.size, "here"), 1500);
