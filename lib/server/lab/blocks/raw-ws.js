// Without Socket.IO: every message is text, and routing and broadcasting are one's own.
const WebSocket = require('ws');
const server = require('http').createServer();
const wss = new WebSocket.Server({ server });

wss.on('connection', (ws, request) => {
  ws.send(JSON.stringify({ hello: request.url }));
  ws.on('message', (message, isBinary) => {
    let parsed;
    try {
      parsed = JSON.parse(message);
    } catch {
      console.error(`no JSON: ${isBinary}`);
      return;
    }
    for (const other of wss.clients) {
      if (other !== ws && other.readyState === WebSocket.OPEN)
        other.send(JSON.stringify({ said: parsed.say }));
    }
  });
  ws.on('close', (code) => console.log('closed', code));
});
server.listen(3000);
