import { io } from 'socket.io-client';

/**
 * The load, in a process of its own: events with acknowledgement over WebSocket, a fixed number in flight,
 * for a fixed time. Asked by messages `{ url, path, ms, inFlight }`; answers `{ packets, ms, trips }`, where `trips`
 * are the round trips in milliseconds, of one in flight.
 */
process.on('message', async ({ url, path, ms, inFlight }) => {
  const socket = io(url, { path, transports: ['websocket'], forceNew: true });
  await new Promise((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  const begin = performance.now();
  let acks = 0;
  const trips = [];
  const one = async () => {
    while (performance.now() - begin < ms) {
      const sent = performance.now();
      await socket.emitWithAck('echo', { text: 'hello', n: acks });
      trips.push(performance.now() - sent);
      acks += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  const took = performance.now() - begin;
  socket.close();
  process.send({ packets: acks * 2, ms: took, trips: inFlight === 1 ? trips : [] });
});
