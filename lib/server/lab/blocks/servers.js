// A server that is put together by hand, asked what it is, and closed.
const { createServer } = require('http');
const { Server } = require('socket.io');
const { Adapter } = require('socket.io-adapter');
const engines = require('engine.io');

const httpServer = createServer();
const io = new Server({ serveClient: false, addTrailingSlash: false, allowEIO3: true });
io.path('/chat');
io.connectTimeout(20_000);
io.serveClient(true);
io.adapter(Adapter);
io.attach(httpServer, { destroyUpgrade: true, destroyUpgradeTimeout: 500 });
console.log(io.path(), io.connectTimeout(), io.serveClient(), io.adapter() === Adapter);
console.log(io.httpServer === httpServer, io.engine.clientsCount, io.sockets.name, typeof io.encoder);

const byHand = new Server();
const engine = new engines.Server({ upgradeTimeout: 5000, initialPacket: '' });
byHand.bind(engine);
engine.attach(httpServer, { path: '/by-hand' });
byHand.on('connection', (socket) => socket.emit('by hand'));

io.on('connection', (socket) => {
  io.send('to all');
  io.write('again');
  socket.on('close', async () => {
    io.emit('closing');
    await io.close(() => console.log('closed'));
    console.log('all gone');
  });
});
process.on('SIGTERM', () => io.close());

const other = new Server();
other.listen(httpServer, { path: '/other', connectTimeout: 10_000, parser: require('socket.io-parser') });
other.on('connection', (socket) => socket.emit('other'));
httpServer.listen(3000);
