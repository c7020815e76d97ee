import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { instrument } from '@socket.io/admin-ui';
import { plainLab } from '@/lib/server/testing/plain-lab';
import { median, print, rounded } from './figure';
import { type BenchLab, benchLab, echo, plainServer, startLoad } from './lab';

const ROUNDS = 5;
const ROUND_MS = 1500;
const IN_FLIGHT = 64;
const OF = 'socket.io that nobody watches';

/**
 * What it costs a server that one person watches it: through Socket.IO's own admin UI, which tells of events, and through
 * the tap, which tells of every byte. Packets a second, and processor time a packet of the server's process, in one run.
 */
export async function watched(): Promise<void> {
  const ways = {
    plain: await plainServer(echo),
    admin: await plainServer((http) => {
      const io = echo(http);
      instrument(io, { auth: false, mode: 'development' });
      return io;
    }),
    tap: await benchLab(plainLab(echo), ''),
  };
  const load = startLoad();
  const admin = await viewer({ admin: `${ways.admin.url}/admin` });
  const tap = await viewer({ observe: ways.tap.observe, key: ways.tap.key });
  const rates: { [way: string]: number[] } = { plain: [], admin: [], tap: [] };
  const costs: { [way: string]: number[] } = { plain: [], admin: [], tap: [] };
  // Turn and turn about, so that a busy neighbour slows all of them; the first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const { rate, cpu } = await measure(load, way);
      if (round === 0) continue;
      rates[name]?.push(rate);
      costs[name]?.push(cpu);
    }
  }
  for (const [name, child] of Object.entries({ admin, tap })) {
    child.send({});
    const [{ heard }] = (await once(child, 'message')) as [{ heard: number }];
    if (heard === 0) throw new Error(`Who watches ${name} heard nothing`);
    child.kill();
  }
  load.kill();
  await Promise.all(Object.values(ways).map((way) => way.close()));

  for (const name of ['admin', 'tap'] as const) {
    const ratio = (of: { [way: string]: number[] }) =>
      rounded(median((of[name] ?? []).map((value, round) => value / (of.plain?.[round] ?? value))));
    print({
      name: `watched-${name}`,
      value: ratio(rates),
      unit: 'ratio',
      of: `packets/s of ${OF}`,
      baseline: 1,
    });
    print({
      name: `watched-${name}-cpu`,
      value: ratio(costs),
      unit: 'ratio',
      of: `processor time a packet of ${OF}`,
      baseline: 1,
    });
  }
}

async function viewer(asked: object): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./viewer.mjs', import.meta.url)));
  child.send(asked);
  await once(child, 'message');
  return child;
}

async function measure(load: ChildProcess, { url, path }: BenchLab): Promise<{ rate: number; cpu: number }> {
  const before = process.cpuUsage();
  load.send({ url, path, ms: ROUND_MS, inFlight: IN_FLIGHT });
  const [{ packets, ms }] = (await once(load, 'message')) as [{ packets: number; ms: number }];
  const { user, system } = process.cpuUsage(before);
  return { rate: (packets / ms) * 1000, cpu: (user + system) / packets };
}
