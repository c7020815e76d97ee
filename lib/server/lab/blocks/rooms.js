// Everything that is said to some: rooms, several rooms, all but some, and what is done to many at once.
const io = require('socket.io')(3000);

io.on('connection', async (socket) => {
  await socket.join(['blue', socket.handshake.query.team]);
  await socket.leave('blue');

  socket.on('rooms', (ack) => ack([...socket.rooms].filter((room) => room !== socket.id)));
  socket.on('to each', (ack) => {
    io.to('red').emit('heard', 'io.to');
    io.in(['red', 'green']).emit('heard', 'io.in');
    io.except('red').emit('heard', 'io.except');
    socket.to('red').emit('heard', 'socket.to');
    socket.in('red').to('green').emit('heard', 'socket.in.to');
    socket.except('green').emit('heard', 'socket.except');
    socket.broadcast.in('green').except('red').emit('heard', 'broadcast');
    socket.local.emit('heard', 'local');
    io.local.to('green').compress(false).emit('heard', 'io.local');
    io.compress(true).emit('to all');
    io.volatile.to('nowhere').emit('lost');
    ack();
  });
  socket.on('many', async (ack) => {
    io.in('red').socketsJoin(['one', 'two']);
    io.socketsJoin('all');
    io.to('red').socketsLeave('one');
    io.socketsLeave(['nothing']);
    const ids = await io.in('two').allSockets();
    const everybody = await io.allSockets();
    const sockets = await io.fetchSockets();
    const reds = await io.in('red').local.fetchSockets();
    ack(ids.size, everybody.size, sockets.length, reds[0].rooms.has('all'));
  });
  socket.on('out', () => io.in('red').disconnectSockets(true));
  socket.on('all out', () => io.disconnectSockets());
});
