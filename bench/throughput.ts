import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openPool } from '@/lib/server/lab/pool';
import { plainLab } from '@/lib/server/testing/plain-lab';
import { median, print, rounded } from './figure';
import { type BenchLab, benchLab, echo, plainServer, startLoad } from './lab';

const ROUNDS = 5;
const ROUND_MS = 1500;
const IN_FLIGHT = 64;
const OF = 'socket.io in plain Node';

const LATENCY_MS = 2000;

/**
 * Packets a second and round trips, against the same socket.io and engine.io in plain Node on loopback: through gateway and tap
 * alone, and through gateway, tap and sandbox. All in one run.
 */
export async function throughput(): Promise<void> {
  const plain = await plainServer(echo);
  const tapped = await benchLab(plainLab(echo), '');
  const pool = await openPool();
  const lab = await benchLab(pool.startLab, ECHO);
  const load = startLoad();
  const ways = { plain, tapped, lab };
  const rates = { plain: [] as number[], tapped: [] as number[], lab: [] as number[] };

  // Turn and turn about, so that a busy neighbour slows all of them; the first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['plain', 'tapped', 'lab'] as const) {
      const packets = await rate(load, ways[name]);
      if (round > 0) rates[name].push(packets);
    }
  }
  const trips = { plain: [] as number[], tapped: [] as number[], lab: [] as number[] };
  for (let round = 0; round <= 2; round++) {
    for (const name of ['plain', 'tapped', 'lab'] as const) {
      const measured = await roundTrips(load, ways[name]);
      if (round > 0) trips[name].push(...measured);
    }
  }
  load.kill();
  await Promise.all([plain.close(), tapped.close(), lab.close()]);
  await pool.close();

  const baseline = rounded(median(rates.plain));
  const ratioOf = (name: 'tapped' | 'lab') =>
    rounded(median(rates[name].map((value, round) => value / (rates.plain[round] ?? value))));
  print({ name: 'tap', value: rounded(median(rates.tapped)), unit: 'packets/s', of: OF, baseline });
  print({ name: 'tap-ratio', value: ratioOf('tapped'), unit: 'ratio', of: OF, baseline: 1 });
  print({ name: 'lab', value: rounded(median(rates.lab)), unit: 'packets/s', of: OF, baseline });
  print({ name: 'lab-ratio', value: ratioOf('lab'), unit: 'ratio', of: OF, baseline: 1 });
  for (const [name, part] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    const plainTrip = quantile(trips.plain, part);
    // Of a round trip, both ways: what gateway, wire and tap add to it, and what the sandbox adds to that.
    for (const way of ['tapped', 'lab'] as const) {
      const value = rounded(quantile(trips[way], part) - plainTrip);
      print({
        name: `added-latency-${way}-${name}`,
        value,
        unit: 'ms',
        of: OF,
        baseline: rounded(plainTrip),
      });
    }
  }
}

const ECHO = `import { Server } from 'socket.io';
const io = new Server(3000);
io.on('connection', (socket) => {
  socket.on('echo', (value, ack) => ack(value));
});
`;

/** One event in flight at a time, so that nothing waits but on the way. */
async function roundTrips(load: ChildProcess, { url, path }: BenchLab): Promise<readonly number[]> {
  load.send({ url, path, ms: LATENCY_MS, inFlight: 1 });
  const [answer] = (await once(load, 'message')) as [{ trips: readonly number[] }];
  return answer.trips;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}

async function rate(load: ChildProcess, { url, path }: BenchLab): Promise<number> {
  load.send({ url, path, ms: ROUND_MS, inFlight: IN_FLIGHT });
  const [answer] = (await once(load, 'message')) as [{ packets: number; ms: number }];
  return (answer.packets / answer.ms) * 1000;
}
