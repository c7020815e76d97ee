import { io } from 'socket.io-client';

/**
 * The clients of the soak, in a process of their own. Asked by messages:
 * `{ join: { url, ids, cast } }` connects each of the cast of each lab, and answers `{ clients }`;
 * `{ run: { ms, everyMs } }` lets each say something about every so often, and answers what came of it: round trips
 * in milliseconds, packets that went either way, and how often a client was cut off or not answered.
 */
const ANSWER_MS = 20_000;
const sockets = [];
let heard = 0;
let cutOff = 0;

process.on('message', async ({ join, run }) => {
  if (join) process.send({ clients: await joinAll(join) });
  if (run) process.send(await talk(run));
});

async function joinAll({ url, ids, cast }) {
  for (const id of ids) {
    // One lab after the other: the world does not come all at once either.
    await Promise.all(
      cast.map(async (name) => {
        const path = `/l/${id}/${name}/socket.io`;
        const socket = io(url, { path, transports: ['websocket'], forceNew: true });
        socket.on('said', () => {
          heard += 1;
        });
        await new Promise((resolve) => socket.once('connect', resolve));
        socket.on('disconnect', () => {
          cutOff += 1;
        });
        sockets.push(socket);
      }),
    );
  }
  return sockets.length;
}

async function talk({ ms, everyMs }) {
  const end = performance.now() + ms;
  const trips = [];
  let unanswered = 0;
  heard = 0;
  cutOff = 0;
  const one = async (socket, first) => {
    await pause(first);
    while (performance.now() < end) {
      const began = performance.now();
      try {
        await socket.timeout(ANSWER_MS).emitWithAck('say', 'hello to all of you');
        trips.push(performance.now() - began);
      } catch {
        unanswered += 1;
      }
      await pause(Math.max(0, everyMs - (performance.now() - began)));
    }
  };
  await Promise.all(sockets.map((socket, i) => one(socket, (everyMs * i) / sockets.length)));
  return { trips, packets: trips.length * 2 + heard, cutOff, unanswered };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
