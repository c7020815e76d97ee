import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Record, TraceEvent } from '@/lib/capture/record';
import type { LabTicket } from '@/lib/lab/program';
import type { StartLab } from '../hosted-lab';
import { packetLines } from '../testing/packet-lines';
import { heard, openTestClients, type TestClients } from '../testing/test-client';
import {
  openTestServer,
  recordsOf,
  type TestServer,
  transcriptOf,
  untilRecords,
} from '../testing/test-server';
import { Account } from './account';
import { ProgramError, startLab } from './lab';
import { openPool, type Pool } from './pool';
import { workerCode } from './worker-code';

let server: TestServer;
let clients: TestClients;
afterEach(async () => {
  clients?.leave();
  await server?.close();
  vi.restoreAllMocks();
});

async function serve(start: StartLab): Promise<void> {
  server = await openTestServer(start);
  clients = openTestClients(server);
}

const SOCKET = { transports: ['websocket'], reconnection: false };

/** The records in their order, one line each: the wire's as packets, those of the program as what it did. */
function story(records: readonly Record[]): string[] {
  let packets = 0;
  return records.flatMap((record, i) => {
    if (record.type === 'trace') return [traceLine(record.event)];
    if (record.type !== 'bytes') return transcriptOf([record]);
    const sofar = packetLines(records.slice(0, i + 1)).map((line) =>
      line.replace(/"sid":"[^"]*"/, '"sid":"…"'),
    );
    const fresh = sofar.slice(packets);
    packets = sofar.length;
    return fresh;
  });
}

function traceLine(event: TraceEvent): string {
  switch (event.kind) {
    case 'log':
      return `log ${event.text}`;
    case 'exception':
      return event.name;
    case 'handler':
      return `handler ${event.event} of #${event.packet.ordinal}`;
    case 'sent':
      return `sent #${event.ordinal} by line ${event.place.line}`;
    case 'room':
      return `room ${event.action}`;
    case 'program':
      return `program ${event.state}`;
    default:
      return event.kind;
  }
}

const hasTold = (line: string) => (records: readonly Record[]) => story(records).includes(line);

describe('a session', () => {
  const PROGRAM = `const io = require('socket.io')(3000);
io.on('connection', (socket) => {
  console.log('somebody is here');
  socket.on('join', (ack) => {
    socket.join('tea');
    ack('welcome');
    io.to('tea').emit('joined', Buffer.from('tea'));
  });
});`;

  let pool: Pool;
  beforeAll(async () => {
    pool = await openPool({ size: 1 });
  });
  afterAll(() => pool.close());

  async function record(start: StartLab): Promise<Record[]> {
    await serve(start);
    const ticket = await server.put({ files: { 'server.js': PROGRAM } });
    const alice = clients.join(ticket, 'alice', SOCKET);
    const joined = heard(alice, 'joined');
    await alice.emitWithAck('join');
    await joined;
    alice.disconnect();
    return untilRecords(server.lab(ticket), (records) => records.at(-1)?.type === 'close');
  }

  test('leaves the records that it leaves without threads: what caused a packet is told before its bytes', async () => {
    const records = await record(pool.startLab);
    await server.close();
    const without = await record(startLab);
    expect(story(records)).toEqual([
      'program started',
      '1 +alice',
      '1 < 0{"sid":"…","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
      '1 > 40',
      'socket',
      'room create',
      'room join',
      '1 < 40{"sid":"…"}',
      'handler connection of #0',
      'log somebody is here',
      '1 > 420["join"]',
      'handler join of #1',
      'room create',
      'room join',
      'sent #1 by line 6',
      '1 < 430["welcome"]',
      'sent #2 by line 7',
      'sent #3 by line 7',
      '1 < 451-["joined",{"_placeholder":true,"num":0}]',
      '1 < <74 65 61>',
      '1 > 41',
      'socket',
      'room leave',
      'room delete',
      'room leave',
      'room delete',
      '1 -server fin',
    ]);
    expect(story(records)).toEqual(story(without));
  });
});

test('a POST that is refused before it was read to its end leaves its connection to the next', async () => {
  const pool = await openPool({ size: 1 });
  await serve(pool.startLab);
  const ticket = await server.put({
    files: { 'server.js': 'require("socket.io")(3000, { maxHttpBufferSize: 20000 });' },
  });
  const url = `${server.serving.lab.main}/l/${ticket.id}/alice/socket.io/?EIO=4&transport=polling`;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (method: string, query = '', body?: string): Promise<string> => {
    const asking = request(url + query, { method, agent });
    asking.end(body);
    const [response]: IncomingMessage[] = await once(asking, 'response');
    return response ? `${response.statusCode} ${await text(response)}` : '';
  };
  const [, sid] = /"sid":"([^"]+)"/.exec(await ask('GET')) ?? [];
  const session = `&sid=${sid}`;
  expect(await ask('POST', session, `4${'x'.repeat(44_000)}`)).toBe('413 ');
  expect(await ask('POST', session, '1')).toBe('200 ok');
  expect(transcriptOf(recordsOf(server.lab(ticket))).filter((line) => /^\d+ [+-]/.test(line))).toEqual([
    '1 +alice',
  ]);
  agent.destroy();
  await pool.close();
});

const LOOP = `const io = require('socket.io')(3000);
io.on('connection', (socket) => {
  socket.on('echo', (value, ack) => ack(value));
  socket.on('loop', () => {
    console.log('here it comes');
    for (;;);
  });
});`;

/** A lab of that program with alice in it. */
async function open(): Promise<{ ticket: LabTicket; alice: Socket }> {
  const ticket = await server.put({ files: { 'server.js': LOOP } });
  const alice = clients.join(ticket, 'alice', SOCKET);
  await alice.emitWithAck('echo', 0);
  return { ticket, alice };
}

/** Lets one lab loop and asks the other meanwhile: what comes first, the answer or the end of the loop? */
async function race(
  looper: { ticket: LabTicket; alice: Socket },
  other: { alice: Socket },
): Promise<string[]> {
  const order: string[] = [];
  const lab = server.lab(looper.ticket);
  looper.alice.emit('loop');
  await untilRecords(lab, hasTold('log here it comes'));
  await Promise.all([
    other.alice.emitWithAck('echo', 1).then(() => order.push('answer')),
    untilRecords(lab, hasTold('TurnLimit')).then(() => order.push('end of the loop')),
  ]);
  return order;
}

describe('while one lab loops', () => {
  let pool: Pool;
  beforeAll(async () => {
    pool = await openPool({ size: 2 });
  });
  afterAll(() => pool.close());
  beforeEach(() => serve(pool.startLab));

  test('one in another thread answers, and what the loop was told before is told at once', async () => {
    const [looper, other] = [await open(), await open()];
    expect(await race(looper, other)).toEqual(['answer', 'end of the loop']);
  });

  test('one in the same thread waits, but not in the next run', async () => {
    const [looper, , other] = [await open(), await open(), await open()];
    expect(await race(looper, other)).toEqual(['end of the loop', 'answer']);
    const { ticket } = looper;
    const lab = server.lab(ticket);
    const again = await server.call('PUT', `/api/labs/${ticket.id}`, {
      key: ticket.key,
      body: { files: lab.program.files, cast: ['bob'] },
    });
    expect(again.status).toBe(200);
    const bob = clients.join(ticket, 'bob', SOCKET);
    await heard(bob, 'connect');
    const since = lab.log.lastSeq;
    bob.emit('loop');
    const recent = (line: string) => (records: readonly Record[]) =>
      story(records.filter(({ seq }) => seq > since)).includes(line);
    await untilRecords(lab, recent('log here it comes'));
    await other.alice.emitWithAck('echo', 2);
    expect(recent('TurnLimit')(recordsOf(lab))).toBe(false);
  });
});

test('a thread that dies ends its labs with a word, and another one takes its place', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  // It breaks of a program that has such a file.
  const breaks = `require('node:worker_threads').parentPort.on('message', ({ messages }) => {
    if (messages.some(({ program }) => program && 'break.txt' in program.files)) throw new Error('broken');
  });`;
  const pool = await openPool({ size: 1, code: breaks + (await workerCode()) });
  await serve(pool.startLab);
  const { ticket, alice } = await open();
  const left = heard(alice, 'disconnect');
  await expect(server.put({ files: { 'break.txt': '' } })).rejects.toThrow('"broken"');
  expect(await left).toBe('transport close');
  const records = await untilRecords(server.lab(ticket), (all) => all.at(-1)?.type === 'close');
  expect(story(records).slice(-2)).toEqual(['SandboxError', '1 -server fin']);
  expect(console.error).toHaveBeenCalledWith(expect.objectContaining({ message: 'broken' }));
  // The lab is there, and nobody listens in it.
  const bob = clients.join(ticket, 'bob', SOCKET);
  expect(await heard(bob, 'connect_error')).toMatchObject({ message: 'websocket error' });
  const { key, id } = ticket;
  const { files, cast } = server.lab(ticket).program;
  expect((await server.call('PUT', `/api/labs/${id}`, { key, body: { files, cast } })).status).toBe(200);
  expect(await clients.join(ticket, 'alice', SOCKET).emitWithAck('echo', 'again')).toBe('again');
  await pool.close();
});

describe('a program', () => {
  let pool: Pool;
  beforeAll(async () => {
    pool = await openPool({ size: 1 });
  });
  afterAll(() => pool.close());
  const start = (source: string) =>
    pool.startLab(
      { files: { 'server.js': source }, cast: ['alice'] },
      { run: 1, account: new Account(), onTrace: () => {} },
    );

  test('that does not parse is refused with its place', async () => {
    const refused = await start('let a = 1;\nlet b = ;').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProgramError);
    expect(refused).toMatchObject({
      message: 'Unexpected token',
      place: { file: 'server.js', line: 2, column: 9 },
    });
  });

  test('that was stopped is not to be dialled', async () => {
    const lab = await start(LOOP);
    const [before] = [lab.dial('alice')];
    lab.stop();
    const [error] = await once(lab.dial('alice'), 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    before.resume();
    await once(before, 'end');
  });

  test('and two hundred of them leave nothing behind in their thread', async () => {
    const session = async () => {
      const lab = await start(LOOP);
      const wire = lab.dial('alice');
      wire.write('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n');
      await once(wire, 'data');
      lab.stop();
      wire.resume();
      await once(wire, 'end');
      wire.destroy();
    };
    for (let i = 0; i < 20; i++) await session();
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 200; i++) await session();
    // Each has 1 MiB and more, of 7 that it may touch: all of them would show.
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100);
  });
});
