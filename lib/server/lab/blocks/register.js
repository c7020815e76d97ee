module.exports = function register(io, socket, read) {
  socket.on('read', (ack) => ack(read(), io.path(), require('./settings.json').port, __filename));
};
