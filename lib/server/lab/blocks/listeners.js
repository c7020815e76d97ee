// Listeners of every kind, on the way in and on the way out.
const io = require('socket.io')(3000);

io.on('connection', (socket) => {
  const order = [];
  const last = () => order.push('last');
  const out = (event) => order.push(`out ${event}`);
  socket.onAny((event) => order.push(`any ${event}`));
  socket.prependAny((event) => order.push(`before ${event}`));
  socket.onAny(last);
  socket.onAnyOutgoing(out);
  socket.prependAnyOutgoing((event) => order.push(`before out ${event}`));
  socket.use(([event], next) => {
    order.push(`use ${event}`);
    next();
  });
  socket.once('go', () => order.push('once'));
  socket.on('go', () => {
    order.push(`${socket.listenersAny().length} ${socket.listenersAnyOutgoing().length} ${socket.connected}`);
    socket.offAny(last);
    socket.emit('reply');
    socket.offAnyOutgoing(out);
    socket.send('a message');
    socket.write('one more');
  });
  socket.on('order', (ack) => ack(order.splice(0)));
  socket.on('disconnect', () => console.log(socket.disconnected, socket.connected, socket.server === io));
});
