// Namespaces: named, by pattern and by decision; each with its own middleware and listeners.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const httpServer = createServer();
const io = new Server(httpServer, { cleanupEmptyChildNamespaces: true });
io.on('new_namespace', (nsp) => console.log(`new ${nsp.name}`));

const nsp = io.of('/desk');
nsp.use((socket, next) => next(socket.handshake.auth.key === 'k' ? undefined : new Error('closed')));
nsp.on('connection', (socket) => {
  socket.join(['desk', 'front']);
  socket.on('names', async (ack) => {
    ack(nsp.name, nsp.sockets.size, nsp.server === io, nsp.adapter.rooms.has('desk'), socket.nsp === nsp);
  });
  socket.on('all', async (ack) => {
    nsp.emit('heard', 1);
    nsp.send('heard as message');
    nsp.write('again');
    nsp.to('desk').emit('heard', 2);
    nsp.in('desk').emit('heard', 3);
    nsp.except('desk').emit('heard', 4);
    nsp.local.emit('heard', 5);
    nsp.compress(false).emit('heard', 6);
    nsp.volatile.to('void').emit('heard', 7);
    nsp.socketsJoin('late');
    nsp.socketsLeave('front');
    const ids = await nsp.allSockets();
    const [first] = await nsp.fetchSockets();
    const answers = await nsp.timeout(500).emitWithAck('ask');
    ack(ids.size, first.rooms.has('late'), first.rooms.has('front'), answers);
  });
  socket.on('out', () => nsp.disconnectSockets());
});

io.of(/^\/table-\d+$/).on('connection', (socket) => socket.emit('seat', socket.nsp.name));
io.of((name, auth, next) => next(null, name === '/gate' && auth.open === true)).on('connection', (socket) => {
  socket.emit('through');
});

httpServer.listen(3000);
