const socket = io();
const bytes = Uint8Array.of(0x53, 0x6f, 0x63, 0x6b, 0x65, 0x74);

async function send() {
  const { backwards } = await socket.emitWithAck("bytes", bytes);
  console.log(new TextDecoder().decode(backwards), "by", socket.io.engine.transport.name);
}

socket.once("connect", send); // over polling, as base64
setTimeout(send, 1000); // over WebSocket, as it is
