// A program of several files, in both kinds of module.

import { Server } from 'socket.io';
import { readFileSync } from './nothing.js';
import register from './register.js';
import settings from './settings.json' with { type: 'json' };

const io = new Server(settings.port, settings.options);
io.on('connection', (socket) => register(io, socket, readFileSync));
