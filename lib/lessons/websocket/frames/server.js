import { WebSocketServer } from "ws";

const wss = new WebSocketServer({
  port: 3000,
  maxPayload: 100000,
});

wss.on("connection", (ws) => {
  // What comes in goes back as it came.
  ws.on("message", (data, isBinary) => {
    ws.send(data, { binary: isBinary });
  });
  ws.on("close", (code, reason) => {
    console.log("closed:", code, String(reason));
  });
});
