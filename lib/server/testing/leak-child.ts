import { once } from 'node:events';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { LabTicket } from '@/lib/lab/program';
import { openPool } from '../lab/pool';
import { serveLabs } from '../serve';

/**
 * A process of its own with `--expose-gc`: makes labs, uses all there is of them, deletes them, and prints what is
 * still there when the garbage has been collected.
 */
const LABS = 50;
const MIB = 2 ** 20;
const MOST_COLLECTIONS = 200;

const made = { labs: 0, sandboxes: 0, connections: 0 };
const left = new Map<string, number>();
const collected = new FinalizationRegistry<string>((name) => left.set(name, (left.get(name) ?? 0) - 1));

function count(name: keyof typeof made, object: object): void {
  made[name] += 1;
  left.set(name, (left.get(name) ?? 0) + 1);
  collected.register(object, name);
}

const pool = await openPool();
const serving = await serveLabs({
  port: 0,
  labPort: 0,
  async startLab(program, options) {
    const lab = await pool.startLab(program, options);
    count('sandboxes', lab);
    return lab;
  },
});

const SERVER = `import { Server } from 'socket.io';
const io = new Server(3000, { connectionStateRecovery: {} });
io.use(async (socket, next) => next());
io.on('connection', (socket) => {
  socket.join('room');
  socket.on('echo', async (value, ack) => ack(value));
  setInterval(() => io.to('room').emit('tick'), 1000);
});
Promise.reject(new Error('nobody cares'));
`;

async function call(method: string, path: string, key?: string, body?: object): Promise<Response> {
  return fetch(`${serving.app.main}/api/labs/${path}`, {
    method,
    headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** A lab with clients over both transports, faults of all manners, a restart, and somebody who looks on. */
async function runLab(n: number): Promise<void> {
  const id = `leak${String(n).padStart(12, '0')}`;
  const program = { files: { 'server.js': SERVER, 'client.js': '' }, cast: ['alice', 'bob'] };
  const { key }: LabTicket = await (await call('PUT', id, undefined, program)).json();
  countParts(id);
  const observer = new WebSocket(`${serving.app.main.replace('http', 'ws')}/observe/${id}`);
  observer.once('open', () => observer.send(JSON.stringify({ key, after: 0 })));
  await once(observer, 'message');
  const sockets = ['alice', 'bob'].map((name) =>
    io(serving.lab.main, {
      path: `/l/${id}/${name}/socket.io`,
      transports: [name === 'alice' ? 'websocket' : 'polling'],
      forceNew: true,
      reconnection: false,
    }),
  );
  for (const socket of sockets) await socket.emitWithAck('echo', n);
  countConnections(id);
  const faults = [
    { kind: 'hold', packet: 'ack', client: 'alice' },
    { kind: 'latency', direction: 'both', ms: 1, client: 'bob' },
    ...(n % 5 === 0 ? [{ kind: 'two-nodes', client: 'bob' }] : []),
  ];
  await call('PUT', `${id}/faults`, key, { faults });
  const [alice, bob] = sockets;
  const held = alice?.timeout(1).emitWithAck('echo', n);
  const late = bob?.timeout(1).emitWithAck('echo', n);
  await Promise.allSettled([held, late]);
  // The odd ones are restarted, and deleted with their clients there.
  if (n % 2 === 1) await call('PUT', id, key, program);
  else for (const socket of sockets) socket.disconnect();
  const gone = once(observer, 'close');
  await call('DELETE', id, key);
  await gone;
  for (const socket of sockets) socket.disconnect();
}

function countParts(id: string): void {
  const lab = serving.registry.find(id);
  if (lab) count('labs', lab);
}

function countConnections(id: string): void {
  for (const connection of serving.registry.find(id)?.connections ?? []) count('connections', connection);
}

async function collect(isDone: () => boolean): Promise<void> {
  for (let i = 0; i < MOST_COLLECTIONS && !isDone(); i++) {
    globalThis.gc?.();
    // Collected objects are told in a task of their own, and a connection ends in another.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const isAllGone = () => [...left.values()].every((still) => still === 0);
await runLab(0);
await collect(isAllGone);
const before = process.memoryUsage().external;
for (let n = 1; n <= LABS; n++) await runLab(n);
await collect(() => isAllGone() && process.memoryUsage().external - before < 8 * MIB);
const { external } = process.memoryUsage();
console.log(
  JSON.stringify({ made, left: Object.fromEntries(left), external: Math.round((external - before) / MIB) }),
);
// Nothing of the labs and their threads keeps the process going.
await serving.close();
