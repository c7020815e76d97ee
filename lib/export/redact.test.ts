import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '@/lib/base/bytes';
import { latin1Text } from '@/lib/base/latin1';
import { micros } from '@/lib/base/micros';
import { type Capture, readCapture, writeCapture } from '@/lib/capture/file';
import type { Record, Role } from '@/lib/capture/record';
import { down, frame, get, http, ok, post, switching, up, upgrade } from '@/lib/dissect/made-wire';
import { openTimeline, step } from '@/lib/session/fold';
import { stopOf } from '@/lib/session/stops';
import { recordsOf } from '@/lib/session/transcript';
import { redact } from './redact';

const SID = 'kEyY0aPvJX9eBnA1AAAA';
const SOCKET = 'sOcKeTsOcKeTsOcKet01';
const PID = 'pIdPiDpIdPiDpIdPiD02';
const TOKEN = 'eyJhbGciOi.secret';
const SECRETS = [SID, SOCKET, PID, TOKEN, 'hunter2', 's3cr3t-cookie'];

type Said = readonly [from: Role, bytes: Uint8Array];

const header = { createdAt: '2026-11-21T00:00:00.000Z', cast: ['alice'] };

function captureOf(said: readonly Said[]): Capture {
  const opened: Record = { seq: 1, at: micros(0), type: 'open', conn: 1, client: 'alice' };
  const bytes = said.map(
    ([from, bytes], i): Record => ({ seq: i + 2, at: micros(i * 100), type: 'bytes', conn: 1, from, bytes }),
  );
  return { header, records: [opened, ...bytes] };
}

function packetsOf({ records }: Capture) {
  const timeline = openTimeline();
  for (const record of records) step(timeline, record);
  return timeline.entries.flatMap((entry) =>
    entry.kind === 'unit' ? entry.unit.packets.map(({ eio, sio }) => sio ?? eio) : [],
  );
}

/** All that was said, in the clear: what a reader of the file could find. */
function clearText({ records }: Capture): string {
  const timeline = openTimeline();
  for (const record of records) step(timeline, record);
  const units = timeline.entries.flatMap((entry) => (entry.kind === 'unit' ? [entry.unit] : []));
  const said = units.flatMap(({ packets, wire }) => [latin1Text(wire), JSON.stringify(packets)]);
  return [...said, JSON.stringify(records.filter(({ type }) => type === 'trace'))].join('\n');
}

function expectNoSecret(capture: Capture): void {
  for (const secret of SECRETS) expect(clearText(capture)).not.toContain(secret);
}

const TARGET = '/socket.io/?EIO=4&transport=polling';
const WS = `/socket.io/?EIO=4&transport=websocket&sid=${SID}`;
const OPEN = `0{"sid":"${SID}","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`;
const CONNECT = `40{"token":"${TOKEN}","pin":4711,"nested":{"password":"hunter2"}}`;
const CONNECTED = `40{"sid":"${SOCKET}","pid":"${PID}"}`;

const POLLING = captureOf([
  up(get(TARGET, 'Cookie: io=s3cr3t-cookie; theme=dark', 'Authorization: Bearer s3cr3t-cookie')),
  down(ok(OPEN, 'Set-Cookie: io=s3cr3t-cookie; Path=/; HttpOnly')),
  up(post(`${TARGET}&sid=${SID}`, CONNECT)),
  down(ok('ok')),
  up(get(`${TARGET}&sid=${SID}`)),
  down(ok(`${CONNECTED}\u{1e}42["you","${SOCKET}"]`)),
]);

describe('what is redacted', () => {
  test('a fault acts on the packet it acted on', () => {
    const deflated = deflateRawSync(CONNECT, { finishFlush: 2 }).subarray(0, -4);
    const capture = captureOf([
      up(upgrade('/socket.io/?EIO=4&transport=websocket')),
      down(switching('Sec-WebSocket-Extensions: permessage-deflate')),
      down(frame(deflated, { opcode: 1, rsv1: true })),
      down(frame('2'), frame('2')),
    ]);
    const said = capture.records.flatMap((one) =>
      one.type === 'bytes' && one.from === 'server' ? [one.bytes.length] : [],
    );
    const [answer = 0, long = 0] = said;
    const packet = { from: 'server', eio: 'ping', offset: answer + long + 3 } as const;
    const detail = 'Lost';
    const fault: Record = {
      ...{
        seq: 6,
        at: micros(1000),
        type: 'fault',
        fault: 'drop',
        state: 'acted',
        conn: 1,
        direction: 'down',
      },
      packet,
      detail,
    };
    const lostIn = ({ records }: Capture) => {
      const timeline = openTimeline();
      for (const record of records) step(timeline, record);
      return timeline.entries.flatMap((entry) => (stopOf(timeline, entry)?.how === 'lost' ? [entry.n] : []));
    };
    const whole = { ...capture, records: [...capture.records, fault] };
    expect([lostIn(whole), lostIn(redact(whole))]).toEqual([[6], [6]]);
  });

  const LONG = `42["big",1,"${'x'.repeat(2 ** 22)}"]`;

  test.each([
    [
      'compressed',
      [frame(deflateRawSync(LONG, { finishFlush: 2 }).subarray(0, -4), { opcode: 1, rsv1: true })],
    ],
    ['in one frame', [frame(LONG)]],
    ['in two', [frame(LONG.slice(0, 99), { fin: false }), frame(LONG.slice(99), { opcode: 0 })]],
  ])('what is longer than is kept stays so, and blames nobody: %s', (_, frames) => {
    const capture = captureOf([
      up(upgrade('/socket.io/?EIO=4&transport=websocket')),
      down(switching('Sec-WebSocket-Extensions: permessage-deflate')),
      down(...frames),
    ]);
    const event = { type: 'EVENT', nsp: '/', data: ['big', 1] };
    expect([packetsOf(capture), packetsOf(redact(capture))]).toEqual([[event], [event]]);
  });

  test('ids get names, and every other byte stays where it was', () => {
    const after = redact(POLLING);
    expectNoSecret(after);
    const texts = after.records.flatMap((record) =>
      record.type === 'bytes' ? [latin1Text(record.bytes).split('\r\n')] : [],
    );
    expect(texts[0]).toEqual([
      `GET ${TARGET} HTTP/1.1`,
      ...(texts[0]?.slice(1, -4) ?? []),
      'Cookie: io=xxxxxxxxxxxxx; theme=xxxx',
      'Authorization: Bearer xxxxxxxxxxxxx',
      '',
      '',
    ]);
    expect(texts[1]).toContain('Set-Cookie: io=xxxxxxxxxxxxx; Path=/; HttpOnly');
    expect(texts[1]?.at(-1)).toContain('0{"sid":"sid-1-xxxxxxxxxxxxxx","upgrades":["websocket"]');
    expect(texts[2]?.[0]).toBe(`POST ${TARGET}&sid=sid-1-xxxxxxxxxxxxxx HTTP/1.1`);
    expect(texts[2]?.at(-1)).toBe(
      '40{"token":"xxxxxxxxxxxxxxxxx","pin":1111,"nested":{"password":"xxxxxxx"}}',
    );
    expect(texts[5]?.at(-1)).toBe(
      '40{"sid":"socket-1-xxxxxxxxxxx","pid":"pid-1-xxxxxxxxxxxxxx"}\x1e42["you","socket-1-xxxxxxxxxxx"]',
    );
    const lengths = (capture: Capture) =>
      capture.records.map((record) => (record.type === 'bytes' ? record.bytes.length : 0));
    expect(lengths(after)).toEqual(lengths(POLLING));
  });

  test('masked frames are masked with their own key, so they still read', () => {
    const capture = captureOf([
      up(upgrade(WS)),
      down(switching()),
      up(frame(CONNECT, { key: [1, 2, 3, 4] })),
      down(frame(CONNECTED)),
      up(frame(`42["to","${SOCKET}"]`, { key: [9, 8, 7, 6] })),
    ]);
    const after = redact(capture);
    expectNoSecret(after);
    expect(packetsOf(after)).toMatchObject([
      { type: 'CONNECT', data: { token: 'x'.repeat(17), pin: 1111, nested: { password: 'xxxxxxx' } } },
      { type: 'CONNECT', data: { sid: 'socket-1-xxxxxxxxxxx', pid: 'pid-1-xxxxxxxxxxxxxx' } },
      { type: 'EVENT', data: ['to', 'socket-1-xxxxxxxxxxx'] },
    ]);
  });

  test('a compressed message is told in the open', () => {
    const deflated = deflateRawSync(CONNECTED, { finishFlush: 2 }).subarray(0, -4);
    const compressed = frame(deflated, { opcode: 1, rsv1: true });
    const terms = 'Sec-WebSocket-Extensions: permessage-deflate';
    const after = redact(
      captureOf([up(upgrade(WS, terms)), down(switching(terms)), down(compressed), down(frame('42["on"]'))]),
    );
    expectNoSecret(after);
    expect(packetsOf(after)).toMatchObject([
      { type: 'CONNECT', data: { sid: 'socket-1-xxxxxxxxxxx' } },
      { type: 'EVENT', data: ['on'] },
    ]);
  });

  test('a message of three frames becomes one', () => {
    const parts = [CONNECTED.slice(0, 5), CONNECTED.slice(5, 30), CONNECTED.slice(30)];
    const frames = parts.map((part, i) => down(frame(part, { opcode: i === 0 ? 1 : 0, fin: i === 2 })));
    const after = redact(captureOf([up(upgrade(WS)), down(switching()), ...frames]));
    expectNoSecret(after);
    expect(packetsOf(after)).toMatchObject([{ type: 'CONNECT', data: { pid: 'pid-1-xxxxxxxxxxxxxx' } }]);
  });

  test.each([
    ['gzip', gzipSync(OPEN)],
    ['br', brotliCompressSync(OPEN)],
  ])('a body in %s is opened', (coding, body) => {
    const after = redact(captureOf([up(get(TARGET)), down(ok(body, `Content-Encoding: ${coding}`))]));
    expectNoSecret(after);
    expect(packetsOf(after)).toMatchObject([
      { type: 'open', handshake: { sid: 'sid-1-xxxxxxxxxxxxxx', pingInterval: 25000 } },
    ]);
  });

  test('a body in chunks stays in its chunks', () => {
    const chunked = http(
      ['HTTP/1.1 200 OK', 'Content-Type: text/plain; charset=UTF-8', 'Transfer-Encoding: chunked'],
      `10\r\n${OPEN.slice(0, 16)}\r\n${(OPEN.length - 16).toString(16)}\r\n${OPEN.slice(16)}\r\n0\r\n\r\n`,
    );
    const before = captureOf([up(get(TARGET)), down(chunked)]);
    const after = redact(before);
    expect(packetsOf(before)).toMatchObject([{ type: 'open', handshake: { sid: SID } }]);
    expectNoSecret(after);
    expect(packetsOf(after)).toMatchObject([{ type: 'open', handshake: { sid: 'sid-1-xxxxxxxxxxxxxx' } }]);
  });

  test('what programs told of a session names it as the wire does', () => {
    const records = recordsOf(`
      alice opens 1
      1 > GET ${TARGET}
      1 < 200 ${OPEN}
      server traces {"kind":"sent","sid":"${SID}","ordinal":0,"place":{"file":"server.js","line":3}}
      server traces {"kind":"log","level":"log","text":"hello ${SID}"}
    `);
    const after = redact({ header, records });
    expectNoSecret(after);
    expect(after.records.slice(-2)).toMatchObject([
      { event: { kind: 'sent', sid: 'sid-1-xxxxxxxxxxxxxx' } },
      { event: { kind: 'log', text: 'hello sid-1-xxxxxxxxxxxxxx' } },
    ]);
  });
});

describe('laws', () => {
  test('redacting twice is redacting once, through a file as well', () => {
    const once = redact(POLLING);
    expect(redact(once)).toEqual(once);
    expect(readCapture(writeCapture(once.header, once.records))).toEqual(once);
  });

  test('where the bytes were cut makes no difference', () => {
    const whole = (capture: Capture, from: string) =>
      latin1Text(
        concatBytes(
          capture.records.flatMap((record) =>
            record.type === 'bytes' && record.from === from ? [record.bytes] : [],
          ),
        ),
      );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        const pieces = POLLING.records.flatMap((record) => {
          if (record.type !== 'bytes') return [];
          const cuts: Said[] = [];
          for (let at = 0, i = 0; at < record.bytes.length; i += 1) {
            const size = sizes[i % sizes.length] ?? 1;
            cuts.push([record.from, record.bytes.subarray(at, at + size)]);
            at += size;
          }
          return cuts;
        });
        const cut = redact(captureOf(pieces));
        expect(whole(cut, 'client')).toBe(whole(redact(POLLING), 'client'));
        expect(whole(cut, 'server')).toBe(whole(redact(POLLING), 'server'));
      }),
      { numRuns: 40 },
    );
  });

  test('bytes that are nothing, or not whole, make no trouble', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom<Role>('client', 'server'), fc.uint8Array())), (said) => {
        const before = captureOf(said);
        expect(redact(before).records).toHaveLength(before.records.length);
      }),
      { numRuns: 100 },
    );
  });
});
