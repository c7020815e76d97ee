import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { median, print, rounded } from './figure';
import { benchLab } from './lab';

const ROUNDS = 5;
const ROUND_MS = 1500;
const IN_FLIGHT = 64;

/** Packets a second through a tapped, sandboxed lab, against the same socket.io and engine.io in plain Node. */
export async function throughput(): Promise<void> {
  const plain = await plainServer();
  const lab = await benchLab(ECHO);
  const load = fork(fileURLToPath(new URL('./load.mjs', import.meta.url)));
  const ratios: number[] = [];
  const rates = { plain: [] as number[], lab: [] as number[] };

  // Turn and turn about, so that a busy neighbour slows both.
  for (let round = 0; round <= ROUNDS; round++) {
    const a = await rate(load, plain.url, '/socket.io');
    const b = await rate(load, lab.url, lab.path);
    if (round === 0) continue; // warm-up
    rates.plain.push(a);
    rates.lab.push(b);
    ratios.push(b / a);
  }
  load.kill();
  plain.close();
  await lab.close();

  const baseline = rounded(median(rates.plain));
  print({
    name: 'throughput',
    value: rounded(median(rates.lab)),
    unit: 'packets/s',
    of: 'socket.io in plain Node',
    baseline,
  });
  print({
    name: 'throughput-ratio',
    value: rounded(median(ratios)),
    unit: 'ratio',
    of: 'socket.io in plain Node',
    baseline: 1,
  });
}

const ECHO = `import { Server } from 'socket.io';
const io = new Server(3000);
io.on('connection', (socket) => {
  socket.on('echo', (value, ack) => ack(value));
});
`;

async function plainServer(): Promise<{ url: string; close(): void }> {
  const http = createServer();
  const io = new Server(http);
  io.on('connection', (socket) => {
    socket.on('echo', (value: unknown, ack: (value: unknown) => void) => ack(value));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, close: () => io.close() };
}

async function rate(load: ChildProcess, url: string, path: string): Promise<number> {
  load.send({ url, path, ms: ROUND_MS, inFlight: IN_FLIGHT });
  const [answer] = (await once(load, 'message')) as [{ packets: number; ms: number }];
  return (answer.packets / answer.ms) * 1000;
}
