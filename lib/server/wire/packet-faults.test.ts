import { Server, type ServerOptions } from 'socket.io';
import type { Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { concatBytes } from '@/lib/base/bytes';
import { latin1Text } from '@/lib/base/latin1';
import type { Record } from '@/lib/capture/record';
import type { Fault } from '@/lib/lab/faults';
import type { LabTicket } from '@/lib/lab/program';
import { packetLines } from '../testing/packet-lines';
import { plainLab } from '../testing/plain-lab';
import { type ClientOptions, heard, openTestClients, type TestClients } from '../testing/test-client';
import { openTestServer, recordsOf, type TestServer, untilRecords } from '../testing/test-server';

let server: TestServer;
let clients: TestClients;
afterEach(async () => {
  clients.leave();
  await server.close();
});

/** Alice, connected to a server that does what she says: `say` comes back to her, one event a word. */
async function aliceOf(options: Partial<ServerOptions>, clientOptions: ClientOptions) {
  const received: unknown[][] = [];
  const left: string[] = [];
  server = await openTestServer(
    plainLab((http) =>
      new Server(http, options).on('connection', (socket) => {
        socket.onAny((...args: unknown[]) => received.push(args.filter((arg) => typeof arg !== 'function')));
        socket.on('disconnect', (reason) => left.push(reason));
        socket.on('echo', (value: unknown, done: (value: unknown) => void) => done(value));
        socket.on('say', (...words: string[]) => {
          for (const word of words) socket.emit(word, `${word} `.repeat(200));
        });
        socket.on('send', (event: string, ...args: unknown[]) => socket.emit(event, ...args));
      }),
    ),
  );
  clients = openTestClients(server);
  const ticket = await server.put();
  const alice = clients.join(ticket, 'alice', clientOptions);
  const heardByAlice: string[] = [];
  alice.onAny((event: string) => heardByAlice.push(event));
  await heard(alice, 'connect');
  const lab = server.lab(ticket);
  return {
    alice,
    ticket,
    heardByAlice,
    left,
    events: () => received.map(([event]) => event),
    set: (...faults: Fault[]) => server.faults(ticket, ...faults),
    acted: (fault: string) => untilRecords(lab, hasActed(fault)),
    untilLine: (line: string) => untilRecords(lab, (records) => packetLines(records).includes(line)),
    lines: () => packetLines(recordsOf(lab)),
  };
}

const hasActed = (fault: string) => (records: readonly Record[]) =>
  records.some((record) => record.type === 'fault' && record.fault === fault && record.state === 'acted');

const WS: ClientOptions = { transports: ['websocket'] };
const POLLING: ClientOptions = { transports: ['polling'] };
const QUIET = { pingInterval: 60_000 };
/** Every message is compressed, with the window of those before it. */
const DEFLATE = { perMessageDeflate: { threshold: 0 } };

const ofFault = (line: string) => /^[a-z]/.test(line);

describe('hold', () => {
  it('the next ping, with what comes behind it, until it is let go', async () => {
    const { alice, set, acted, lines, untilLine, heardByAlice } = await aliceOf({ pingInterval: 30 }, WS);
    await set({ kind: 'hold', packet: 'ping' });
    await acted('hold');
    const pings: string[] = [];
    alice.io.on('ping', () => pings.push('ping'));
    // The other direction is as it was.
    alice.emit('send', 'later');
    await untilLine('1 < 42["later"]');
    expect([heardByAlice, pings]).toEqual([[], []]);
    const [ping, later] = [
      heard(alice, 'later'),
      new Promise((resolve) => alice.io.once('ping', resolve as () => void)),
    ];
    await set();
    await Promise.all([ping, later]);
    expect(lines().filter(ofFault)).toEqual([
      'hold set',
      'hold acted: ping “2” to alice is held, with all that comes behind it on its connection.',
      'hold cleared',
    ]);
  });

  it('the next pong: the server gives the client up', async () => {
    const { alice, set, lines, left } = await aliceOf(
      { pingInterval: 30, pingTimeout: 500 },
      { ...WS, reconnection: false },
    );
    const gone = heard(alice, 'disconnect');
    await set({ kind: 'hold', packet: 'pong', client: 'alice' });
    await gone;
    await until(() => left.length > 0);
    expect(left).toEqual(['ping timeout']);
    expect(lines().filter(ofFault)).toEqual([
      'hold set',
      'hold acted: pong “3” from alice is held, with all that comes behind it on its connection.',
    ]);
    // The pong is not on the wire: it never came to its end.
    expect(lines().slice(lines().indexOf('hold acted: Held'))).not.toContain('1 > 3');
  });

  it('the next probe: the client stays on polling, and upgrades when it is let go', async () => {
    server = await openTestServer(plainLab((http) => new Server(http, QUIET)));
    clients = openTestClients(server);
    const ticket = await server.put();
    await server.faults(ticket, { kind: 'hold', packet: 'probe', client: 'alice' });
    const alice = clients.join(ticket, 'alice');
    const records = await untilRecords(server.lab(ticket), hasActed('hold'));
    expect(packetLines(records).filter((line) => ofFault(line) || line.includes('probe'))).toEqual([
      'hold set',
      'hold acted: probe (ping) “2probe” from alice is held, with all that comes behind it on its connection.',
    ]);
    await (alice.connected || heard(alice, 'connect'));
    expect(alice.io.engine.transport.name).toBe('polling');
    const upgrade = new Promise((resolve) => alice.io.engine.once('upgrade', resolve));
    await server.faults(ticket);
    await upgrade;
    expect(alice.io.engine.transport.name).toBe('websocket');
  });

  it.each([
    ['WebSocket', {}, WS, 'ACK “430["late"]”'],
    ['compressed WebSocket', DEFLATE, { ...WS, ...DEFLATE }, 'ACK “430["late"]”'],
    ['polling', {}, POLLING, 'ACK “430["late"]”'],
  ])('the next ack over %s', async (_, options, clientOptions, packet) => {
    const { alice, set, acted, lines } = await aliceOf({ ...QUIET, ...options }, clientOptions);
    await set({ kind: 'hold', packet: 'ack' });
    const answer = alice.emitWithAck('echo', 'late');
    await acted('hold');
    expect(await Promise.race([answer, 'no answer'])).toBe('no answer');
    await set();
    expect(await answer).toBe('late');
    expect(lines()).toContain(
      `hold acted: ${packet} to alice is held, with all that comes behind it on its connection.`,
    );
  });

  it('takes one packet, and lets it go for good', async () => {
    const { alice, set, acted, lines } = await aliceOf(QUIET, WS);
    await set({ kind: 'hold', packet: 'ack' });
    const answers = Promise.all([alice.emitWithAck('echo', 1), alice.emitWithAck('echo', 2)]);
    await acted('hold');
    // Another fault comes to the one that holds, which goes on holding.
    await set({ kind: 'hold', packet: 'ack' }, { kind: 'hold', packet: 'pong' });
    expect(await Promise.race([answers, 'none'])).toBe('none');
    await set({ kind: 'hold', packet: 'pong' });
    expect(await answers).toEqual([1, 2]);
    expect(lines().filter((line) => line.startsWith('hold acted'))).toHaveLength(1);
  });

  it.each<[string, Fault, (alice: Socket) => void]>([
    ['to it', { kind: 'hold', packet: 'ack' }, (alice) => alice.emit('echo', 1, () => undefined)],
    ['from it', { kind: 'hold', packet: 'pong' }, () => undefined],
  ])('ends with its client, and the server hears of that at once: held %s', async (_, fault, provoke) => {
    const { alice, ticket, set, acted, left } = await aliceOf(
      { pingInterval: 30, pingTimeout: 60_000 },
      { ...WS, reconnection: false },
    );
    await set(fault);
    provoke(alice);
    await acted('hold');
    // As for a page that is gone. A WebSocket that is closed in good order waits for the other end to say so, too.
    Reflect.get(alice.io.engine.transport, 'ws').terminate();
    const { connections } = server.lab(ticket);
    await until(() => connections.size === 0 && left.length > 0);
    expect(left).toEqual(['transport close']);
  });

  it.each<[end: string, finish: (alice: Socket, ticket: LabTicket) => Promise<unknown>]>([
    ['the client has gone and the wire is let go', (_, ticket) => server.faults(ticket)],
    ['the lab has gone', (_, ticket) => server.call('DELETE', `/api/labs/${ticket.id}`, { key: ticket.key })],
  ])('leaves no connection when %s', async (_, finish) => {
    const { alice, ticket, set, acted } = await aliceOf(QUIET, { ...WS, reconnection: false });
    const { connections } = server.lab(ticket);
    await set({ kind: 'hold', packet: 'ack' }, { kind: 'freeze', direction: 'both', client: 'bob' });
    alice.emit('echo', 1, () => undefined);
    await acted('hold');
    alice.disconnect();
    await finish(alice, ticket);
    await until(() => connections.size === 0);
  });
});

describe('drop', () => {
  const event = (from: 'client' | 'server', name: string): Fault => ({
    kind: 'drop',
    like: { from, eio: 'message', sio: 'EVENT', event: name },
  });

  it.each([
    ['WebSocket', {}, WS, ''],
    [
      'compressed WebSocket',
      DEFLATE,
      { ...WS, ...DEFLATE },
      ' What comes after it was compressed with the help of it, so the wire passes that on uncompressed.',
    ],
    ['polling', {}, POLLING, ''],
  ])('over %s: one from the server, and none after it', async (_, options, clientOptions, more) => {
    const { alice, set, lines, heardByAlice } = await aliceOf({ ...QUIET, ...options }, clientOptions);
    await set(event('server', 'two'));
    alice.emit('say', 'one', 'two', 'three', 'two', 'four');
    await heard(alice, 'four');
    expect(heardByAlice).toEqual(['one', 'three', 'two', 'four']);
    expect(await alice.emitWithAck('echo', 'still here')).toBe('still here');
    expect(lines().filter(ofFault)).toEqual([
      'drop set',
      `drop acted: EVENT two “42["two","two two two two two two two two two two two two tw…” is lost on its way to alice.${more}`,
    ]);
    // The server has sent it all the same.
    expect(lines().filter((line) => line.includes('["two"'))).toHaveLength(3);
  });

  it.each([
    ['WebSocket', {}, WS],
    ['compressed WebSocket', DEFLATE, { ...WS, ...DEFLATE }],
    ['polling', {}, POLLING],
  ])('over %s: one from the client, which the server never sees', async (_, options, clientOptions) => {
    const { alice, set, lines, events } = await aliceOf({ ...QUIET, ...options }, clientOptions);
    await set(event('client', 'two'));
    for (const name of ['one', 'two', 'three', 'two']) alice.emit(name, `${name} and some more of it`);
    expect(await alice.emitWithAck('echo', 'still here')).toBe('still here');
    expect(events()).toEqual(['one', 'three', 'two', 'echo']);
    expect(
      lines()
        .filter((line) => line.startsWith('1 > 42') || / > 42/.test(line))
        .map((line) => line.replace(/^\d+/, '')),
    ).toEqual([
      ' > 42["one","one and some more of it"]',
      ' > 42["three","three and some more of it"]',
      ' > 42["two","two and some more of it"]',
      ' > 420["echo","still here"]',
    ]);
  });

  it('over polling, where a POST carries nothing else: the wire answers it, and the server has never seen it', async () => {
    const { alice, set, acted, events, lines } = await aliceOf(QUIET, POLLING);
    await set(event('client', 'alone'));
    alice.emit('alone');
    await acted('drop');
    expect(await alice.emitWithAck('echo', 'next')).toBe('next');
    expect(events()).toEqual(['echo']);
    expect(lines()).toContain('drop acted: EVENT alone “42["alone"]” is lost on its way from alice.');
    expect(lines().filter((line) => line.includes('> 42["alone"]'))).toEqual([]);
  });

  it.each([
    ['WebSocket', WS],
    ['polling', POLLING],
  ])('over %s: a binary event goes with its attachments', async (_, clientOptions) => {
    const { alice, set, heardByAlice, events } = await aliceOf(QUIET, clientOptions);
    const bytes = () => Buffer.from([1, 2, 3]);
    await set(
      { kind: 'drop', like: { from: 'server', eio: 'message', sio: 'BINARY_EVENT' } },
      { kind: 'drop', like: { from: 'client', eio: 'message', sio: 'BINARY_EVENT', event: 'up' } },
    );
    alice.emit('up', bytes(), bytes());
    alice.emit('send', 'down', bytes(), bytes());
    alice.emit('send', 'down again', bytes());
    await heard(alice, 'down again');
    expect(events()).toEqual(['send', 'send']);
    expect(heardByAlice).toEqual(['down again']);
    expect(alice.connected).toBe(true);
  });

  it('a ping: the client answers none, and the server closes', async () => {
    const { alice, set, lines } = await aliceOf(
      { pingInterval: 30, pingTimeout: 500 },
      { ...WS, reconnection: false },
    );
    const gone = heard(alice, 'disconnect');
    await set({ kind: 'drop', like: { from: 'server', eio: 'ping' } });
    // Whichever side was first to miss the other.
    expect(['transport close', 'ping timeout']).toContain(await gone);
    const all = lines();
    const acted = all.indexOf('drop acted: ping “2” is lost on its way to alice.');
    // The server has sent it, as all others; an earlier one may have been answered meanwhile.
    expect(all[acted - 1]).toBe('1 < 2');
    expect(all.slice(acted)).not.toContain('1 > 3');
  });

  it('waits for the client it is for', async () => {
    const { alice, ticket, set, lines } = await aliceOf(QUIET, WS);
    const bob: Socket = clients.join(ticket, 'bob', WS);
    await set({ ...event('client', 'echo'), client: 'bob' });
    expect(await alice.emitWithAck('echo', 1)).toBe(1);
    bob.emit('echo', 2, () => undefined);
    const dropped = await untilRecords(server.lab(ticket), hasActed('drop'));
    expect(packetLines(dropped).filter((line) => line.startsWith('drop acted'))).toEqual([
      'drop acted: EVENT echo “420["echo",2]” is lost on its way from bob.',
    ]);
    expect(lines().filter((line) => line.includes('"echo"'))).toEqual([
      '1 > 420["echo",1]',
      ...lines().filter((line) => line.startsWith('drop acted')),
    ]);
  });
});

it('the record of a fault names the packet that it waited for, and the one that it met', async () => {
  const { alice, ticket, set, acted } = await aliceOf(QUIET, WS);
  await set(
    { kind: 'drop', like: { from: 'client', eio: 'message', event: 'lost' } },
    { kind: 'hold', packet: 'ack' },
  );
  alice.emit('lost', 1);
  alice.emit('echo', 2, () => undefined);
  await acted('drop');
  await acted('hold');
  await set();
  const records = recordsOf(server.lab(ticket));
  const told = records.flatMap((record) =>
    record.type === 'fault' ? [[record.fault, record.state, record.waitsFor, record.packet]] : [],
  );
  const down = records.flatMap((one) => (one.type === 'bytes' && one.from === 'server' ? [one.bytes] : []));
  const offset = latin1Text(concatBytes(down)).indexOf('430[') - 2;
  expect(told).toEqual([
    ['drop', 'set', 'message “lost” from the client', undefined],
    ['hold', 'set', 'ack', undefined],
    [
      'drop',
      'acted',
      'message “lost” from the client',
      { from: 'client', eio: 'message', sio: 'EVENT', event: 'lost' },
    ],
    ['hold', 'acted', 'ack', { from: 'server', eio: 'message', sio: 'ACK', offset }],
    ['hold', 'cleared', 'ack', undefined],
  ]);
});

it('a narrow link lets so many bytes a second pass, for all connections of its client, and says so', async () => {
  server = await openTestServer(
    plainLab((http) => http.on('request', (_, res) => res.end('x'.repeat(5000)))),
  );
  clients = openTestClients(server);
  const ticket = await server.put();
  await server.faults(ticket, {
    kind: 'bandwidth',
    client: 'alice',
    direction: 'down',
    bytesPerSecond: 20_000,
  });
  const began = performance.now();
  const get = async (client: string) => (await fetch(`${ticket.urls[client]}x`)).text();
  const bodies = await Promise.all([get('alice'), get('alice'), get('bob')]);
  // Two heads and bodies of 5 kB through 20 kB a second: half a second, but for what a late timer may carry.
  expect(performance.now() - began).toBeGreaterThan(450);
  expect(bodies.map(({ length }) => length)).toEqual([5000, 5000, 5000]);
  const acted = recordsOf(server.lab(ticket)).flatMap((record) =>
    record.type === 'fault' && record.state === 'acted'
      ? [[record.client, record.direction, record.detail]]
      : [],
  );
  const detail = "Bytes to alice pass at 20000 a second, shared by all of alice's connections.";
  expect(acted).toEqual([
    ['alice', 'down', detail],
    ['alice', 'down', detail],
  ]);
});

/** Waits for what no event tells: a test that waits in vain ends by its own timeout. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
