import { io } from 'socket.io-client';
import { WebSocket } from 'ws';

/**
 * Somebody who watches, in a process of their own: the namespace of the admin UI, or the stream of a lab. Asked by a
 * message `{ admin }` or `{ observe, key }`; answers `{ watches: true }` when it has begun to hear, and `{ heard }`,
 * bytes or messages, whenever it is asked anything else.
 */
let heard = 0;
process.on('message', ({ admin, observe, key }) => {
  if (admin) {
    const socket = io(admin, { transports: ['websocket'] });
    socket.onAny(() => (heard += 1));
    socket.once('connect', () => process.send({ watches: true }));
    return;
  }
  if (observe) {
    const socket = new WebSocket(observe);
    socket.on('open', () => socket.send(JSON.stringify({ key, after: 0 })));
    socket.on('message', (data) => (heard += data.length));
    socket.once('message', () => process.send({ watches: true }));
    return;
  }
  process.send({ heard });
});
