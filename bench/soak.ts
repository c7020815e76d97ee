import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openPool } from '@/lib/server/lab/pool';
import { type Serving, serveLabs } from '@/lib/server/serve';
import { print, rounded } from './figure';

/** `SOAK_LABS` and `SOAK_SECONDS` make a shorter run of it. */
const LABS = Number(process.env.SOAK_LABS ?? 200);
const SECONDS = Number(process.env.SOAK_SECONDS ?? 120);
const CAST = ['alice', 'bob', 'carol', 'dave'];
/** How often each client says something to the three others. */
const EVERY_MS = 2000;
/** How often somebody runs the lab that loops again. */
const AGAIN_MS = 10_000;
const MIB = 2 ** 20;
const OF = 'the same labs while none loops';

interface Talk {
  readonly trips: readonly number[];
  readonly packets: number;
  readonly cutOff: number;
  readonly unanswered: number;
}

/**
 * Many labs with four clients each, for minutes: what of memory grows beside the records that are kept, how much
 * goes through, and what the others notice of one lab that loops without end.
 */
export async function soak(): Promise<void> {
  const pool = await openPool();
  const serving = await serveLabs({ startLab: pool.startLab, port: 0, labPort: 0 });
  const ids = Array.from({ length: LABS }, (_, i) => `soak${String(i).padStart(12, '0')}`);
  for (const id of ids) await put(serving, id, TALK);
  const load = fork(fileURLToPath(new URL('./soak-load.mjs', import.meta.url)), { execArgv: [] });
  const clients = await ask<{ clients: number }>(load, { join: { url: serving.lab.main, ids, cast: CAST } });
  const talk = (part: number) => ask<Talk>(load, { run: { ms: SECONDS * 1000 * part, everyMs: EVERY_MS } });

  await talk(1 / 4);
  const warm = memoryOf(serving, ids);
  const quiet = await talk(3 / 8);
  const looper = await loop(serving);
  const disturbed = await talk(3 / 8);
  await looper.stop();
  const after = memoryOf(serving, ids);
  load.kill();
  await serving.close();
  await pool.close();

  const seconds = (SECONDS * 3) / 8;
  const figure = (name: string, value: number, unit: string) =>
    print({ name: `soak-${name}`, value: rounded(value), unit });
  figure('labs', LABS, 'labs');
  figure('clients', clients.clients, 'clients');
  figure('packets', quiet.packets / seconds, 'packets/s');
  figure('growth', after.beside - warm.beside, 'MiB');
  figure('growth-of-heap', after.heapBeside - warm.heapBeside, 'MiB');
  figure('records', after.records, 'MiB');
  figure('memory', after.rss, 'MiB');
  figure('cut-off', quiet.cutOff + disturbed.cutOff, 'clients');
  figure('unanswered', quiet.unanswered + disturbed.unanswered, 'events');
  figure('loops-interrupted', looper.interrupted(), 'times');
  for (const [name, part] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    const baseline = rounded(quantile(quiet.trips, part));
    const value = rounded(quantile(disturbed.trips, part));
    print({ name: `soak-trip-${name}-while-one-loops`, value, unit: 'ms', of: OF, baseline });
  }
}

const TALK = `import { Server } from 'socket.io';
const io = new Server(3000);
io.on('connection', (socket) => {
  socket.join('room');
  socket.on('say', (text, done) => {
    socket.to('room').emit('said', text);
    done();
  });
});
`;
const LOOP = 'setInterval(() => { for (;;); }, 1);';

/** A lab that loops, and somebody who runs it again and again. */
async function loop(serving: Serving) {
  const id = 'loops00000000000';
  let key = await put(serving, id, LOOP);
  const again = setInterval(async () => {
    key = await put(serving, id, LOOP, key);
  }, AGAIN_MS);
  const lab = serving.registry.find(id);
  return {
    stop: async () => clearInterval(again),
    /** How many of its turns were interrupted. */
    interrupted: () =>
      (lab?.log.after(0, Number.POSITIVE_INFINITY) ?? []).filter(
        (record) =>
          record.type === 'trace' && record.event.kind === 'exception' && record.event.name === 'TurnLimit',
      ).length,
  };
}

/** The key of the lab. */
async function put(serving: Serving, id: string, server: string, key?: string): Promise<string> {
  const response = await fetch(`${serving.app.main}/api/labs/${id}`, {
    method: 'PUT',
    headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
    body: JSON.stringify({ files: { 'server.js': server, 'client.js': '' }, cast: CAST }),
  });
  if (!response.ok) throw new Error(`The lab was refused: ${await response.text()}`);
  const ticket: { readonly key: string } = await response.json();
  return ticket.key;
}

async function ask<T>(load: ChildProcess, message: object): Promise<T> {
  load.send(message);
  const [answer] = await once(load, 'message');
  return answer;
}

/** What the process has, and what of it is not the records that it is to keep. */
function memoryOf({ registry }: Serving, ids: readonly string[]) {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const records = ids.reduce((sum, id) => sum + (registry.find(id)?.log.heldBytes ?? 0), 0);
  return {
    rss: rss / MIB,
    records: records / MIB,
    beside: (rss - records) / MIB,
    heapBeside: (heapUsed + external - records) / MIB,
  };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}
