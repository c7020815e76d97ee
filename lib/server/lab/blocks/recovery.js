// A client that comes back in time is who it was, and hears what it missed.
const { createServer } = require('http');
const { Server } = require('socket.io');
const httpServer = createServer();
const io = new Server(httpServer, {
  connectionStateRecovery: { maxDisconnectionDuration: 60_000, skipMiddlewares: false },
});

io.use((socket, next) => {
  console.log(`middleware ${socket.recovered}`);
  next();
});
io.on('connection', (socket) => {
  console.log(socket.recovered ? `again ${socket.data.n} ${socket.rooms.has('team')}` : 'new');
  socket.data.n = (socket.data.n ?? 0) + 1;
  socket.join('team');
  socket.emit('seed');
  socket.on('disconnect', (reason) => {
    console.log(reason);
    io.to('team').emit('missed', 1);
    io.emit('missed', 2);
  });
});
httpServer.listen(3000);
