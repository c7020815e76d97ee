// A chat over Express: who is there, who types, and an answer to each message.
const express = require('express');
const http = require('http');
const path = require('path');
const { Server } = require('socket.io');

const app = express();
const server = http.createServer(app);
const io = new Server(server, { cors: { origin: 'http://localhost:3001', credentials: true } });
const names = new Map();

app.use(express.static(path.join(__dirname, 'public')));
app.get('/names', (_request, response) => response.json([...names.values()]));

io.use((socket, next) => {
  const { name } = socket.handshake.auth;
  if (!name) return next(new Error('Who are you?'));
  socket.data.name = name;
  next();
});

io.on('connection', (socket) => {
  names.set(socket.id, socket.data.name);
  socket.emit('welcome', { you: socket.id, names: [...names.values()] });
  socket.broadcast.emit('came', socket.data.name);

  socket.on('say', (text, answer) => {
    socket.broadcast.emit('said', { by: socket.data.name, text });
    answer({ at: Date.now(), heardBy: names.size - 1 });
  });
  socket.on('typing', (isTyping) => socket.broadcast.volatile.emit('typing', socket.data.name, isTyping));
  socket.on('disconnecting', () => console.log(`${socket.data.name} leaves ${socket.rooms.size} room`));
  socket.on('disconnect', (reason) => {
    names.delete(socket.id);
    io.emit('went', socket.data.name, reason);
  });
});

const PORT = process.env.PORT || 3000;
server.listen(PORT, () => console.log(`listening on ${PORT}`));
