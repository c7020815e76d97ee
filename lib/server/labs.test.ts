import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Record } from '@/lib/capture/record';
import type { LabTicket } from '@/lib/lab/program';
import { openPool, type Pool } from '@/lib/server/lab/pool';
import {
  openTestServer,
  recordsOf,
  type TestServer,
  transcriptOf,
  untilRecords,
} from './testing/test-server';

const SERVER = `
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const server = createServer();
const io = new Server(server);

io.on('connection', (socket) => {
  socket.on('join', (room, done) => { socket.join(room); done(); });
  socket.on('say', (room, text) => io.to(room).emit('said', text));
  socket.on('echo', (value, done) => done(value));
  socket.on('transport', (done) => done(socket.conn.transport.name));
});
io.of('/admin').on('connection', (socket) => socket.emit('welcome', 'admin'));

server.listen(3000);
`;

let pool: Pool;
let server: TestServer;
let sockets: Socket[];

beforeAll(async () => {
  pool = await openPool();
});
afterAll(() => pool.close());

beforeEach(async () => {
  server = await openTestServer(pool.startLab);
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.disconnect();
  await server.close();
});

const put = () => server.put({ files: { 'server.js': SERVER } });

function join(
  { id }: LabTicket,
  client: string,
  options: Partial<ManagerOptions & SocketOptions> = {},
  nsp = '/',
): Socket {
  const origin = server.serving.lab.main;
  const socket = io(`${origin}${nsp}`, { path: `/l/${id}/${client}/socket.io`, forceNew: true, ...options });
  sockets.push(socket);
  return socket;
}

function heard(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once(event, resolve);
  });
}

function upgraded(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.io.engine.once('upgrade', resolve);
  });
}

/** The request lines and status lines that crossed the wire. */
function heads(records: readonly Record[]): string[] {
  return transcriptOf(records).flatMap((line) => {
    const [, head] = /^\d+ [<>] ((?:GET|POST) \/\S*|HTTP\/1\.1 \d+ )/.exec(line) ?? [];
    return head === undefined ? [] : [head.trim().replace(/([?&](?:t|sid))=[^&]*/g, '$1')];
  });
}

describe('a plain Socket.IO client', () => {
  it.each([
    ['polling', { transports: ['polling'] }, 'polling'],
    ['WebSocket', { transports: ['websocket'] }, 'websocket'],
  ])('speaks to its lab over %s', async (_, options, transport) => {
    const alice = join(await put(), 'alice', options);
    expect(await alice.emitWithAck('echo', { text: 'grüße 🎉' })).toEqual({ text: 'grüße 🎉' });
    expect(await alice.emitWithAck('echo', Buffer.from([0, 255, 7]))).toEqual(Buffer.from([0, 255, 7]));
    expect(await alice.emitWithAck('transport')).toBe(transport);
  });

  it('begins with polling and upgrades, and the wire shows it', async () => {
    const ticket = await put();
    const alice = join(ticket, 'alice');
    await heard(alice, 'connect');
    if (alice.io.engine.transport.name !== 'websocket') await upgraded(alice);
    expect(await alice.emitWithAck('transport')).toBe('websocket');
    const seen = heads(recordsOf(server.lab(ticket)));
    expect(seen[0]).toBe('GET /socket.io/?EIO=4&transport=polling&t');
    expect(seen).toContain('POST /socket.io/?EIO=4&transport=polling&t&sid');
    expect(seen).toContain('GET /socket.io/?EIO=4&transport=websocket&sid');
    expect(seen).toContain('HTTP/1.1 101');
  });

  it('meets the rest of the cast in a room, and joins other namespaces', async () => {
    const ticket = await put();
    const [alice, bob] = [join(ticket, 'alice'), join(ticket, 'bob', { transports: ['websocket'] })];
    await Promise.all([alice.emitWithAck('join', 'tea'), bob.emitWithAck('join', 'tea')]);
    const both = Promise.all([heard(alice, 'said'), heard(bob, 'said')]);
    alice.emit('say', 'tea', 'milk?');
    expect(await both).toEqual(['milk?', 'milk?']);
    expect(await heard(join(ticket, 'alice', {}, '/admin'), 'welcome')).toBe('admin');
  });

  it('is told when the lab runs another program, and comes back to that one', async () => {
    const ticket = await put();
    const lab = server.lab(ticket);
    const alice = join(ticket, 'alice', { transports: ['websocket'], reconnectionDelay: 10 });
    await heard(alice, 'connect');
    const left = heard(alice, 'disconnect');
    const files = { 'server.js': SERVER.replace('done(value)', "done('second')"), 'client.js': '' };
    const { status } = await server.call('PUT', `/api/labs/${ticket.id}`, {
      key: ticket.key,
      body: { files, cast: ['alice'] },
    });
    expect(status).toBe(200);
    expect(await left).toBe('transport close');
    await heard(alice, 'connect');
    expect(await alice.emitWithAck('echo', 1)).toBe('second');
    expect(transcriptOf(recordsOf(lab)).filter((line) => /^program|^\d+ [+-]/.test(line))).toEqual([
      'program started 1',
      '1 +alice',
      '1 -server fin',
      'program stopped 1',
      'program started 2',
      '2 +alice',
    ]);
  });
});

describe('two labs', () => {
  it('never see each other', async () => {
    const [one, two] = [await put(), await put()];
    const [alice, other] = [join(one, 'alice'), join(two, 'alice')];
    await Promise.all([alice.emitWithAck('join', 'tea'), other.emitWithAck('join', 'tea')]);
    const strangers: unknown[] = [];
    other.on('said', (text) => strangers.push(text));
    const said = heard(alice, 'said');
    alice.emit('say', 'tea', 'for one only');
    await said;
    // The other lab has answered later than it would have passed the message on.
    await other.emitWithAck('echo', 1);
    expect(strangers).toEqual([]);
    const wire = transcriptOf(recordsOf(server.lab(two))).join('\n');
    expect(wire).toContain('+alice');
    expect(wire).not.toContain('for one only');
  });
});

describe('a fault on the wire', () => {
  const acted = (fault: string) => (records: readonly Record[]) =>
    records.some((record) => record.type === 'fault' && record.fault === fault && record.state === 'acted');

  it('block-websocket: the upgrade is answered 403, and the client stays on polling', async () => {
    const ticket = await put();
    await server.faults(ticket, { kind: 'block-websocket', client: 'alice' });
    const alice = join(ticket, 'alice');
    await heard(alice, 'connect');
    const records = await untilRecords(server.lab(ticket), acted('block-websocket'));
    expect(await alice.emitWithAck('transport')).toBe('polling');
    const [conn] = records.flatMap((record) =>
      record.type === 'fault' && record.state === 'acted' ? [record.conn] : [],
    );
    const settled = await untilRecords(server.lab(ticket), (all) =>
      all.some((record) => record.type === 'close' && record.conn === conn),
    );
    const lines = transcriptOf(settled).filter(
      (line) => line.startsWith(`${conn} `) || line.startsWith('fault'),
    );
    // Of a message, its first line.
    expect(lines.map((line) => line.split('␍␊')[0]?.replace(/sid=\S+/, 'sid=…'))).toEqual([
      'fault block-websocket set',
      `${conn} +alice`,
      `${conn} > GET /socket.io/?EIO=4&transport=websocket&sid=… HTTP/1.1`,
      'fault block-websocket acted',
      `${conn} < HTTP/1.1 403 Forbidden`,
      `${conn} -fault fin`,
    ]);
    const bob = join(ticket, 'bob', { transports: ['websocket'] });
    expect(await bob.emitWithAck('transport')).toBe('websocket');
  });

  it('strip-upgrade: the lab sees a plain GET and answers 400', async () => {
    const ticket = await put();
    await server.faults(ticket, { kind: 'strip-upgrade' });
    const alice = join(ticket, 'alice', { transports: ['websocket'], reconnection: false });
    await heard(alice, 'connect_error');
    const wire = transcriptOf(recordsOf(server.lab(ticket)));
    const request = wire.find((line) => line.startsWith('1 > '));
    expect(request).toContain('Sec-WebSocket-Key: ');
    expect(request).not.toMatch(/␍␊(Connection|Upgrade): /i);
    expect(wire.find((line) => line.startsWith('1 < '))).toMatch(/^1 < HTTP\/1\.1 400 Bad Request.*"code":3/);
    expect(wire).toContain('fault strip-upgrade acted');
  });

  it('latency: both ways add up to the round trip', async () => {
    const ticket = await put();
    const alice = join(ticket, 'alice', { transports: ['websocket'] });
    await heard(alice, 'connect');
    await server.faults(
      ticket,
      { kind: 'latency', direction: 'up', ms: 60 },
      { kind: 'latency', direction: 'down', ms: 90 },
    );
    const began = performance.now();
    await alice.emitWithAck('echo', 1);
    const took = performance.now() - began;
    expect(took).toBeGreaterThanOrEqual(150);
    expect(took).toBeLessThan(1000);
    const faults = recordsOf(server.lab(ticket)).flatMap((record) =>
      record.type === 'fault' ? [record.detail] : [],
    );
    expect(faults).toEqual([
      '“latency 60 ms up” is on for everyone: Every byte arrives later by this time; the order stays.',
      '“latency 90 ms down” is on for everyone: Every byte arrives later by this time; the order stays.',
      'Bytes from alice take 60 ms longer.',
      'Bytes to alice take 90 ms longer.',
    ]);
  });

  it('freeze: bytes wait, in order, until the wire thaws', async () => {
    const ticket = await put();
    const lab = server.lab(ticket);
    const alice = join(ticket, 'alice', { transports: ['websocket'] });
    await alice.emitWithAck('join', 'tea');
    await server.faults(ticket, { kind: 'freeze', direction: 'down', client: 'alice' });
    const said: unknown[] = [];
    alice.on('said', (text) => said.push(text));
    for (const text of ['one', 'two', 'three']) alice.emit('say', 'tea', text);
    // The lab has sent all of it; nothing has arrived.
    await untilRecords(lab, (records) => transcriptOf(records).join('\n').includes('["said","three"]'));
    expect(said).toEqual([]);
    const last = new Promise<void>((resolve) => {
      alice.on('said', (text) => text === 'three' && resolve());
    });
    await server.faults(ticket);
    await last;
    expect(said).toEqual(['one', 'two', 'three']);
    expect(transcriptOf(recordsOf(lab)).filter((line) => line.startsWith('fault'))).toEqual([
      'fault freeze set',
      'fault freeze acted',
      'fault freeze cleared',
    ]);
  });

  it.each([
    ['fin', '1 -fault fin'],
    ['rst', '1 -fault rst'],
  ] as const)(
    'cut (%s): the connection ends at both ends, and the fault is not kept',
    async (how, closing) => {
      const ticket = await put();
      const alice = join(ticket, 'alice', { transports: ['websocket'], reconnection: false });
      await heard(alice, 'connect');
      const left = heard(alice, 'disconnect');
      const answer = await server.call('PUT', `/api/labs/${ticket.id}/faults`, {
        key: ticket.key,
        body: { faults: [{ kind: 'cut', how }] },
      });
      expect(await answer.json()).toEqual({ faults: [] });
      expect(await left).toBe('transport close');
      const records = await untilRecords(server.lab(ticket), (all) =>
        all.some(
          (record) =>
            record.type === 'trace' && record.event.kind === 'socket' && record.event.action === 'disconnect',
        ),
      );
      expect(transcriptOf(records)).toContain(closing);
      expect(transcriptOf(records)).toContain('fault cut acted');
    },
  );
});
