import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { startLab } from '@/lib/server/lab/lab';
import { plainLab } from '@/lib/server/testing/plain-lab';
import { median, print, rounded } from './figure';
import { type BenchLab, benchLab } from './lab';

const ROUNDS = 5;
const ROUND_MS = 1500;
const IN_FLIGHT = 64;
const OF = 'socket.io in plain Node';

/**
 * Packets a second, against the same socket.io and engine.io in plain Node on loopback: through gateway and tap
 * alone, and through gateway, tap and sandbox. All in one run.
 */
export async function throughput(): Promise<void> {
  const plain = await plainServer();
  const tapped = await benchLab(plainLab(echo), '');
  const lab = await benchLab(startLab, ECHO);
  const load = fork(fileURLToPath(new URL('./load.mjs', import.meta.url)));
  const ways = { plain, tapped, lab };
  const rates = { plain: [] as number[], tapped: [] as number[], lab: [] as number[] };

  // Turn and turn about, so that a busy neighbour slows all of them; the first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['plain', 'tapped', 'lab'] as const) {
      const packets = await rate(load, ways[name]);
      if (round > 0) rates[name].push(packets);
    }
  }
  load.kill();
  await Promise.all([plain.close(), tapped.close(), lab.close()]);

  const baseline = rounded(median(rates.plain));
  const ratioOf = (name: 'tapped' | 'lab') =>
    rounded(median(rates[name].map((value, round) => value / (rates.plain[round] ?? value))));
  print({ name: 'tap', value: rounded(median(rates.tapped)), unit: 'packets/s', of: OF, baseline });
  print({ name: 'tap-ratio', value: ratioOf('tapped'), unit: 'ratio', of: OF, baseline: 1 });
  print({ name: 'lab', value: rounded(median(rates.lab)), unit: 'packets/s', of: OF, baseline });
  print({ name: 'lab-ratio', value: ratioOf('lab'), unit: 'ratio', of: OF, baseline: 1 });
}

const ECHO = `import { Server } from 'socket.io';
const io = new Server(3000);
io.on('connection', (socket) => {
  socket.on('echo', (value, ack) => ack(value));
});
`;

function echo(http: HttpServer): Server {
  const io = new Server(http);
  io.on('connection', (socket) => {
    socket.on('echo', (value: unknown, ack: (value: unknown) => void) => ack(value));
  });
  return io;
}

async function plainServer(): Promise<BenchLab> {
  const http = createServer();
  const io = echo(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { url, path: '/socket.io', close: () => io.close() };
}

async function rate(load: ChildProcess, { url, path }: BenchLab): Promise<number> {
  load.send({ url, path, ms: ROUND_MS, inFlight: IN_FLIGHT });
  const [answer] = (await once(load, 'message')) as [{ packets: number; ms: number }];
  return (answer.packets / answer.ms) * 1000;
}
