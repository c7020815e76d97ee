import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decodeBatch } from '@/lib/capture/batch';
import type { Record, TraceEvent } from '@/lib/capture/record';
import type { LabTicket } from '@/lib/lab/program';
import { plainLab } from '../testing/plain-lab';
import { openTestServer, recordsOf, type TestServer, untilRecords } from '../testing/test-server';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer(plainLab((http) => http.on('request', (_req, res) => res.end('hi'))));
});
afterAll(() => server.close());

/** An observer as plain as can be: what it got, and how to wait for more. */
function observe({ id, key }: LabTicket, after = 0, headers: { [name: string]: string } = {}) {
  const socket = new WebSocket(`${server.serving.app.main.replace('http', 'ws')}/observe/${id}`, { headers });
  const records: Record[] = [];
  let look = () => {};
  socket.on('message', (data: Buffer) => {
    records.push(...(decodeBatch(new Uint8Array(data)) ?? []));
    look();
  });
  socket.on('open', () => socket.send(JSON.stringify({ key, after })));
  return {
    socket,
    records,
    until: (holds: () => boolean) =>
      new Promise<void>((resolve) => {
        look = () => holds() && resolve();
        look();
      }),
    tell: (client: string, events: unknown) => socket.send(JSON.stringify({ trace: { client, events } })),
    closed: new Promise<{ code: number; reason: string }>((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    }),
  };
}

const log = (text: string): TraceEvent => ({ kind: 'log', level: 'log', text });

function texts(records: readonly Record[]): string[] {
  return records.flatMap((record) =>
    record.type === 'trace' && record.event.kind === 'log' ? [record.event.text] : [],
  );
}

describe('an observer', () => {
  it('gets what was recorded before it came and what comes then, each once and in order', async () => {
    const ticket = await server.put();
    const lab = server.lab(ticket);
    for (let i = 0; i < 1500; i++) lab.trace('alice', log(`${i}`));
    const { records, until, socket } = observe(ticket);
    await until(() => records.length >= 1501);
    for (let i = 1500; i < 3000; i++) lab.trace('alice', log(`${i}`));
    await until(() => records.length >= 3001);
    expect(records).toEqual(recordsOf(lab));
    expect(texts(records)).toEqual(Array.from({ length: 3000 }, (_, i) => `${i}`));
    socket.close();
  });

  it('gets the bytes of the wire as they crossed it', async () => {
    const ticket = await server.put();
    const { records, until, socket } = observe(ticket);
    await (await fetch(`${ticket.urls.alice}x`)).text();
    await until(() => records.some(({ type }) => type === 'close'));
    expect(records).toEqual(recordsOf(server.lab(ticket)));
    expect(records.filter(({ type }) => type === 'bytes').length).toBeGreaterThanOrEqual(2);
    socket.close();
  });

  it('comes back for what it has not seen', async () => {
    const ticket = await server.put();
    const lab = server.lab(ticket);
    const first = observe(ticket);
    await first.until(() => first.records.length === 1);
    first.socket.terminate();
    for (const text of ['a', 'b', 'c']) lab.trace('alice', log(text));
    const again = observe(ticket, 2);
    await again.until(() => again.records.length === 2);
    expect(texts(again.records)).toEqual(['b', 'c']);
    again.socket.close();
  });

  it('is told of a gap where the log no longer has what it asks for', async () => {
    const ticket = await server.put();
    const lab = server.lab(ticket);
    const large = 'x'.repeat(2 ** 20);
    for (let i = 0; i < 40; i++) lab.trace('alice', log(large)); // 2 MiB each of 32 MiB
    const { records, until, socket } = observe(ticket, 5);
    await until(() => records.at(-1)?.seq === 41);
    const [gap, next] = records;
    expect(gap).toMatchObject({ type: 'gap', lost: 21, seq: 26 });
    expect(next).toMatchObject({ type: 'trace', seq: 27 });
    socket.close();
  });

  it('is let go when the lab ends, with everything that was recorded', async () => {
    const ticket = await server.put();
    const { records, until, closed } = observe(ticket);
    await until(() => records.length === 1);
    await server.call('DELETE', `/api/labs/${ticket.id}`, ticket);
    expect((await closed).code).toBe(4404);
    expect(records.at(-1)).toMatchObject({ event: { kind: 'program', state: 'stopped', run: 1 } });
  });
});

describe('what an observer tells', () => {
  it('is recorded for the cast, and for nobody else', async () => {
    const ticket = await server.put();
    const { tell, socket } = observe(ticket);
    await once(socket, 'open');
    tell('mallory', [log('no')]);
    tell('server', [log('no')]);
    tell('alice', [{ kind: 'program', state: 'started', run: 9 }, log('yes')]);
    const records = await untilRecords(server.lab(ticket), (all) => texts(all).includes('yes'));
    expect(records.slice(1)).toMatchObject([
      { type: 'trace', side: 'alice', event: { kind: 'log', text: 'yes' } },
    ]);
    socket.close();
  });

  it('is all that only a client’s side can know', async () => {
    const ticket = await server.put();
    const { tell, socket } = observe(ticket);
    await once(socket, 'open');
    const packet = { sid: 'a', ordinal: 0 };
    const events: TraceEvent[] = [
      { kind: 'handler', of: 'event', event: 'chat', nsp: '/', packet },
      { kind: 'unheard', event: 'chat', nsp: '/', packet },
      { kind: 'unsent', fate: 'buffered', event: 'chat', nsp: '/' },
      { kind: 'retry', attempt: 1, delayMs: 500 },
      { kind: 'queued', path: '/x', ms: 12 },
    ];
    tell('alice', [...events, log('last')]);
    const records = await untilRecords(server.lab(ticket), (all) => texts(all).includes('last'));
    expect(records.slice(1, -1).map((record) => record.type === 'trace' && record.event)).toEqual(events);
    socket.close();
  });

  it('is counted when it is too much', async () => {
    const ticket = await server.put();
    const { tell, socket } = observe(ticket);
    await once(socket, 'open');
    tell(
      'alice',
      Array.from({ length: 1200 }, (_, i) => log(`${i}`)),
    );
    const records = await untilRecords(server.lab(ticket), (all) =>
      all.some((record) => record.type === 'trace' && record.event.kind === 'exception'),
    );
    expect(texts(records)).toHaveLength(1000);
    expect(records.at(-1)).toMatchObject({
      event: {
        phase: 'limit',
        message: '200 events of this client were not recorded: more than 1000 came within a second.',
      },
    });
    socket.close();
  });

  it.each([
    ['no JSON', 'hello', 1008],
    ['no trace', '{"do":"stop"}', 1008],
    ['a trace of no kind', '{"trace":{"client":"alice","events":[{"kind":"lag"}]}}', 1008],
    [
      'more than 256 kB',
      JSON.stringify({ trace: { client: 'alice', events: [log('x'.repeat(2 ** 18))] } }),
      1009,
    ],
  ])('%s ends the stream', async (_, message, code) => {
    const ticket = await server.put();
    const { socket, closed, records, until } = observe(ticket);
    await until(() => records.length === 1);
    socket.send(message);
    expect((await closed).code).toBe(code);
  });
});

describe('who may not observe', () => {
  it.each([
    ['an unknown lab', (ticket: LabTicket) => ({ ...ticket, id: '0000000000000000' })],
    ['another lab’s key', (ticket: LabTicket) => ({ ...ticket, key: 'x'.repeat(32) })],
  ])('%s: the stream is closed with 4404', async (_, change) => {
    const { closed, records } = observe(change(await server.put()));
    expect(await closed).toEqual({ code: 4404, reason: 'No lab of this name and key is running.' });
    expect(records).toEqual([]);
  });

  it.each([
    ['a stranger’s page', { Origin: 'https://evil.example' }],
    ['a page of the labs', { Origin: 'labs' }],
    ['a name made to mean this machine', { Host: 'evil.example' }],
  ])('%s: 403', async (_, headers) => {
    const sent =
      'Origin' in headers && headers.Origin === 'labs' ? { Origin: server.serving.lab.main } : headers;
    const { socket } = observe(await server.put(), 0, sent);
    const [error] = await once(socket, 'error');
    expect(error.message).toBe('Unexpected server response: 403');
  });
});
