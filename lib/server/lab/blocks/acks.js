// Answers: of the server, of one client, of all of them, and those that never come.
const { Server } = require('socket.io');
const io = new Server(3000);

io.on('connection', (socket) => {
  socket.join('quiz');
  socket.on('save', async (value, ack) => {
    await new Promise((done) => setTimeout(done, 1));
    ack(value > 0 ? { ok: true, id: value } : { ok: false, error: 'too small' });
  });
  socket.on('one', async (ack) => {
    const plain = await socket.emitWithAck('question', 1);
    const inTime = await socket.timeout(500).emitWithAck('question', 2);
    const late = await socket
      .timeout(5)
      .emitWithAck('silence')
      .catch((error) => error.message);
    socket.emit('question', 3, (answer) => ack(plain, inTime, late, answer));
  });
  socket.on('all', async (ack) => {
    const ofAll = await io.timeout(500).emitWithAck('question', 4);
    const ofRoom = await io.to('quiz').timeout(500).emitWithAck('question', 5);
    io.timeout(30).emit('silence', (error, answers) => ack(ofAll, ofRoom, error.message, answers));
  });
});
