import { startLab } from '@/lib/server/lab/lab';
import { median, print, rounded } from './figure';

const LABS = 100;
const MIB = 2 ** 20;

/** What one more lab costs: time until it can be dialled, and the process's memory. */
export async function labCost(): Promise<void> {
  const program = { files: { 'server.js': PROGRAM }, cast: ['alice'] };
  const start = (run: number) => startLab(program, { run, onTrace: () => undefined });

  (await start(0)).stop(); // bundles the library and compiles the sandbox, once a process
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const labs = [];
  const times: number[] = [];
  for (let n = 1; n <= LABS; n++) {
    const begin = performance.now();
    labs.push(await start(n));
    times.push(performance.now() - begin);
  }
  globalThis.gc?.();
  const memory = (process.memoryUsage().rss - before) / LABS / MIB;
  for (const lab of labs) lab.stop();

  print({ name: 'lab-start', value: rounded(median(times)), unit: 'ms', of: 'goal', baseline: 20 });
  print({ name: 'lab-memory', value: rounded(memory), unit: 'MiB', of: 'goal', baseline: 1 });
}

const PROGRAM = `import { Server } from 'socket.io';
const io = new Server(3000);
io.on('connection', (socket) => {
  socket.join('lobby');
  socket.on('hello', (name, ack) => ack({ ok: true, name }));
});
`;
