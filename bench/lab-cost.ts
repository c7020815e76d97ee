import { Account } from '@/lib/server/lab/account';
import { openPool } from '@/lib/server/lab/pool';
import { median, print, rounded } from './figure';

const MIB = 2 ** 20;

/** What one more lab costs: time until it can be dialled, and the process's memory. */
export async function labCost(): Promise<void> {
  await measure('lab', 100);
}

/** The same with as many at once as one server is to have. */
export async function thousandLabs(): Promise<void> {
  await measure('thousand-labs', 1000);
}

async function measure(name: string, count: number): Promise<void> {
  const program = { files: { 'server.js': PROGRAM }, cast: ['alice'] };
  const pool = await openPool();
  const start = () => pool.startLab(program, { run: 1, account: new Account(), onTrace: () => undefined });

  (await start()).stop();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const labs = [];
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const begin = performance.now();
    labs.push(await start());
    times.push(performance.now() - begin);
  }
  globalThis.gc?.();
  const memory = (process.memoryUsage().rss - before) / count / MIB;
  await pool.close();

  print({ name: `${name}-start`, value: rounded(median(times)), unit: 'ms', of: 'goal', baseline: 20 });
  print({ name: `${name}-memory`, value: rounded(memory), unit: 'MiB', of: 'goal', baseline: 1 });
}

const PROGRAM = `import { Server } from 'socket.io';
const io = new Server(3000);
io.on('connection', (socket) => {
  socket.join('lobby');
  socket.on('hello', (name, ack) => ack({ ok: true, name }));
});
`;
