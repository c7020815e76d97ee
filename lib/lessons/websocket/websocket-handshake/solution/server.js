import { createServer } from "http";
import { createHash } from "crypto";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455
const HI = Buffer.from([0x81, 2, 0x48, 0x69]); // a text frame: Hi

const server = createServer((request, response) => {
  response.end("Only a page lives here\n");
});

server.on("upgrade", (request, socket) => {
  const key = request.headers["sec-websocket-key"];
  const sha1 = createHash("sha1").update(key + GUID);
  const accept = sha1.digest("base64");

  socket.write("HTTP/1.1 101 Switching Protocols\r\n");
  socket.write("Upgrade: websocket\r\nConnection: Upgrade\r\n");
  socket.write(`Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.write(HI);
});

server.listen(3000);
