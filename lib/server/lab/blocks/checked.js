// Nothing is believed: tokens are verified, and what comes in is parsed.

import express from 'express';
import { createServer } from 'http';
import jwt from 'jsonwebtoken';
import { Server } from 'socket.io';
import { z } from 'zod';

const SECRET = process.env.JWT_SECRET ?? 'not told';
const app = express();
app.use(express.json());
app.post('/login', (request, response) => {
  response.json({ token: jwt.sign({ user: request.body.user }, SECRET, { expiresIn: '1h' }) });
});

const httpServer = createServer(app);
const io = new Server(httpServer);
io.use(async (socket, next) => {
  try {
    socket.data.user = jwt.verify(socket.handshake.auth.token, SECRET).user;
    next();
  } catch (error) {
    next(Object.assign(new Error('not authorized'), { data: { why: error.message } }));
  }
});

const Message = z.object({ text: z.string().min(1).max(20), to: z.string().optional() });
io.on('connection', (socket) => {
  socket.join(`user:${socket.data.user}`);
  socket.use(([event, data], next) => {
    const parsed = Message.safeParse(data);
    if (event === 'say' && !parsed.success) return next(new Error(parsed.error.issues[0].message));
    next();
  });
  socket.on('error', (error) => socket.emit('refused', error.message));
  socket.on('say', ({ text, to }) => io.to(`user:${to}`).emit('said', { by: socket.data.user, text }));
});
httpServer.listen(3000);
