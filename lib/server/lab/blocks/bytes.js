// Bytes in both directions, packets that may be lost, and packets that are not compressed.
const { createServer } = require('http');
const { Server } = require('socket.io');
const server = createServer();
const io = new Server(server, {
  perMessageDeflate: { threshold: 16 },
  httpCompression: { threshold: 16 },
  maxHttpBufferSize: 1e5,
});

io.on('connection', (socket) => {
  socket.on('turn', (bytes, nested, ack) => {
    ack(Buffer.from(bytes).reverse(), { half: new Uint8Array(nested.bytes).subarray(0, 2), at: nested.at });
  });
  socket.on('picture', (ack) => {
    socket.compress(true).emit('picture', Buffer.from([137, 80, 78, 71]), 'x'.repeat(64));
    socket.volatile.emit('cursor', { x: 1, y: 2 });
    io.compress(false).emit('plain', Buffer.alloc(32).buffer);
    ack();
  });
});
server.listen(3000);
