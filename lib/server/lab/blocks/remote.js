// Sockets of other nodes are known by their details: an adapter that gives no more shows what they can do.
const { Server } = require('socket.io');
const { Adapter } = require('socket.io-adapter');

class Distant extends Adapter {
  async fetchSockets(options) {
    const sockets = await super.fetchSockets(options);
    return sockets.map(({ id, handshake, rooms, data }) => ({ id, handshake, rooms: [...rooms], data }));
  }
  serverSideEmit([event, ...args]) {
    const ack = typeof args.at(-1) === 'function' ? args.pop() : undefined;
    console.log(`to the other servers: ${event} ${args}`);
    if (ack) ack(null, [`${event} done`]);
  }
}

const io = new Server(3000, { adapter: Distant });
const nsp = io.of('/desk');
io.on('connection', (socket) => {
  socket.data.level = 7;
  socket.on('look', async (ack) => {
    const [remote] = await io.in(socket.id).fetchSockets();
    remote.join(['far', 'away']);
    remote.leave('away');
    remote.emit('from afar', remote.id === socket.id);
    const answer = await remote.timeout(500).emitWithAck('ask');
    ack(remote.data.level, remote.rooms.size, remote.handshake.xdomain, [...socket.rooms].slice(1), answer);
  });
  socket.on('kick', async () => {
    const [remote] = await io.fetchSockets();
    remote.disconnect(true);
  });
  socket.on('servers', async (ack) => {
    io.serverSideEmit('hello', 1);
    nsp.serverSideEmit('hello', 2);
    ack(await io.serverSideEmitWithAck('count'), await nsp.serverSideEmitWithAck('sum', 3));
  });
});
