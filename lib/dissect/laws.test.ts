import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes } from '@/lib/base/bytes';
import { feed, finish, openConnection } from './connection';
import { dissect } from './dissect';
import type { Unit } from './layer';
import {
  down,
  type FrameOptions,
  frame,
  get,
  http,
  ok,
  post,
  type Said,
  switching,
  tears,
  unitsOf,
  up,
  upgrade,
} from './made-wire';

const OLD_POLL = '/socket.io/?EIO=3&transport=polling&sid=old';
const POLL = '/socket.io/?EIO=4&transport=polling&sid=abc';
const OPEN =
  '0{"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

const packetText = fc.oneof(
  fc.constantFrom(
    OPEN,
    '1',
    '2',
    '3',
    '2probe',
    '3probe',
    '5',
    '6',
    '40',
    '40{"sid":"x","pid":"p"}',
    '40/é,{"token":"ü"}',
    '41',
    '42["hi",1]',
    '42["🎉",{"a":[1,{"b":"\\u00e9]"}]}]',
    '42/é,12["hi"]',
    '430["r"]',
    '44{"message":"no"}',
    '451-["b",{"_placeholder":true,"num":0}]',
    '461-/é,3[{"deep":{"_placeholder":true,"num":0}}]',
    'bAQID',
    '4',
    '4abc',
    '9',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.json({ maxDepth: 2 }).map((json) => `42["e",${json}]`),
);
const payload = fc.array(packetText, { minLength: 1, maxLength: 4 }).map((packets) => packets.join('\u001e'));
const oldPayload = fc
  .array(fc.oneof(packetText, fc.constantFrom('b4AQID', 'b4', '1')), { maxLength: 4 })
  .map((packets) => packets.map((packet) => `${packet.length}:${packet}`).join(''));
const EVENT_STREAM = 'Content-Type: text/event-stream';
const events = fc
  .array(fc.constantFrom('data: 1', 'event: é', 'id:7', ': …', 'nonsense', '\n', '\r\n', '\r', '\n\n', ''), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));
const chunkedEvents = fc
  .tuple(events, fc.integer({ min: 1, max: 7 }))
  .map(([text, size]) => inChunks(new TextEncoder().encode(text), size));
const chunked = fc
  .tuple(payload, fc.integer({ min: 1, max: 7 }))
  .map(([text, size]) => inChunks(new TextEncoder().encode(text), size));

const exchange: fc.Arbitrary<readonly Said[]> = fc.oneof<fc.Arbitrary<readonly Said[]>[]>(
  payload.map((text) => [up(get(POLL)), down(ok(text, 'Content-Type: text/plain; charset=UTF-8'))]),
  payload.map((text) => [up(post(POLL, text)), down(ok('ok'))]),
  chunked.map((body) => [up(get(POLL)), down(http(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], body))]),
  payload.map((text) => [up(get(POLL)), down(ok(gzipSync(text), 'Content-Encoding: gzip'))]),
  payload.map((text) => [up(get(POLL)), down(ok(brotliCompressSync(text), 'Content-Encoding: br'))]),
  payload.map((text) => [up(get(`${POLL}&j=1`)), down(ok(`___eio[1](${JSON.stringify(text)});`))]),
  payload.map((text) => [up(post(`${POLL}&j=1`, `d=${encodeURIComponent(text)}`)), down(ok('ok'))]),
  oldPayload.map((text) => [up(get(OLD_POLL)), down(ok(text))]),
  fc
    .uint8Array({ maxLength: 40 })
    .map((bytes) => [up(get(OLD_POLL)), down(ok(bytes, 'Content-Type: application/octet-stream'))]),
  events.map((text) => [up(get('/events')), down(ok(text, EVENT_STREAM))]),
  chunkedEvents.map((body) => [
    up(get('/events')),
    down(http(['HTTP/1.1 200 OK', EVENT_STREAM, 'Transfer-Encoding: chunked'], body)),
  ]),
  fc.constant([up(get('/'), get('/b')), down(ok('<p>'), http(['HTTP/1.1 304 Not Modified']))]),
  fc.constant([up(http(['HEAD / HTTP/1.1'])), down(http(['HTTP/1.1 200 OK', 'Content-Length: 500']))]),
  fc.constant([up(post('/', 'x')), down(http(['HTTP/1.1 100 Continue']), ok('y'))]),
);

const key = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
const frameOptions: fc.Arbitrary<FrameOptions> = fc.record(
  { opcode: fc.constantFrom(0, 1, 2, 3, 8, 9, 10), fin: fc.boolean(), rsv1: fc.boolean(), key },
  { requiredKeys: [] },
);
const anyFrame = fc.oneof(
  fc
    .tuple(packetText, fc.boolean())
    .map(([text, fin]) => frame(deflated(text), { opcode: 1, rsv1: true, fin })),
  packetText.map((text) => frame(text)),
  fc.tuple(packetText, key).map(([text, bytes]) => frame(text, { key: bytes })),
  fc.tuple(fc.uint8Array({ maxLength: 200 }), frameOptions).map(([bytes, options]) => frame(bytes, options)),
);
const frames: fc.Arbitrary<Said[]> = fc.array(
  fc.tuple(fc.constantFrom(up, down), anyFrame).map(([side, bytes]) => side(bytes)),
  { maxLength: 8 },
);
const TARGETS = [
  '/socket.io/?EIO=4&transport=websocket&sid=abc',
  '/socket.io/?EIO=3&transport=websocket',
  '/engine.io/?EIO=4&transport=websocket',
  '/chat',
];
const ending: fc.Arbitrary<Said[]> = events.map((text) => [
  up(get('/events')),
  down(http(['HTTP/1.1 200 OK', EVENT_STREAM], text)),
]);
const conversation: fc.Arbitrary<Said[]> = fc
  .tuple(
    fc.array(exchange, { maxLength: 3 }),
    fc.option(frames),
    fc.boolean(),
    fc.constantFrom(...TARGETS),
    fc.boolean(),
    ending,
  )
  .map(([exchanges, after, early, target, deflates, last]) => {
    const before = exchanges.flat();
    if (after === null) return [...before, ...last];
    // The client need not wait for the 101 before it sends frames.
    const asks = upgrade(target);
    const agrees = deflates ? switching('Sec-WebSocket-Extensions: permessage-deflate') : switching();
    const opening = early
      ? [up(asks, frame('2probe', { key: [1, 2, 3, 4] })), down(agrees)]
      : [up(asks), down(agrees)];
    return [...before, ...opening, ...after];
  });

/** A conversation as an unreliable world would hand it over: bytes changed, left out, put in. */
const garbled: fc.Arbitrary<Said[]> = fc
  .tuple(
    conversation,
    fc.array(
      fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('set', 'cut', 'insert'), fc.uint8Array({ maxLength: 5 })),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([said, changes]) =>
    changes.reduce((now, [which, where, how, bytes]) => {
      const target = now[which % Math.max(1, now.length)];
      if (target === undefined) return now;
      const [from, old] = target;
      const at = where % (old.length + 1);
      const rest = how === 'insert' ? at : at + (how === 'set' ? bytes.length : 1 + (where % 9));
      const changed = concatBytes([old.slice(0, at), ...(how === 'cut' ? [] : [bytes]), old.slice(rest)]);
      return now.map((item): Said => (item === target ? [from, changed] : item));
    }, said),
  );
const noise: fc.Arbitrary<Said[]> = fc.array(
  fc.tuple(fc.constantFrom('client' as const, 'server' as const), fc.uint8Array({ maxLength: 3000 })),
  { maxLength: 4 },
);
const anything = fc.oneof(conversation, garbled, noise);

test('the leaf fields of every buffer tile it, whatever the bytes', () => {
  fc.assert(
    fc.property(anything, (said) => {
      expect(unitsOf(said).flatMap(tears)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a unit has exactly the issues of its fields', () => {
  fc.assert(
    fc.property(anything, (said) => {
      const units = unitsOf(said);
      expect(units.map((unit) => unit.issues)).toEqual(units.map(issuesOf));
    }),
    { numRuns: 300 },
  );
});

test('a unit has exactly the layers of its fields, each name once', () => {
  fc.assert(
    fc.property(anything, (said) => {
      const units = unitsOf(said);
      const walked = units.map((unit) => [...new Set(dissect(unit).layers.map((layer) => layer.name))]);
      expect(units.map((unit) => unit.layers)).toEqual(walked);
    }),
    { numRuns: 200 },
  );
});

test('units do not overlap and leave out no byte of their direction', () => {
  fc.assert(
    fc.property(anything, (said) => {
      for (const from of ['client', 'server'] as const) {
        const sent = concatBytes(said.filter(([role]) => role === from).map(([, bytes]) => bytes));
        const units = unitsOf(said).filter((unit) => unit.from === from);
        expect(concatBytes(units.map((unit) => unit.wire))).toEqual(sent);
        expect(units.map((unit) => unit.offset)).toEqual(offsets(units));
      }
    }),
    { numRuns: 200 },
  );
});

test('a capture that is cut into chunks anywhere gives the same units', () => {
  fc.assert(
    fc.property(anything, fc.infiniteStream(fc.integer({ min: 1, max: 40 })), (said, sizes) => {
      expect(unitsOf(rechunk(said, sizes))).toEqual(unitsOf(said));
    }),
    { numRuns: 200 },
  );
});

test('byte by byte gives the same units', () => {
  fc.assert(
    fc.property(anything, (said) => {
      expect(unitsOf(rechunk(said, always(1)))).toEqual(unitsOf(said));
    }),
    { numRuns: 100 },
  );
});

test('what a stranger sends afterwards changes no unit before it', () => {
  fc.assert(
    fc.property(
      conversation,
      fc.uint8Array({ minLength: 1 }),
      fc.constantFrom(up, down),
      (said, bytes, side) => {
        const state = openConnection();
        const before = said.flatMap(([from, chunk]) => feed(state, from, chunk));
        expect(unitsOf([...said, side(bytes)]).slice(0, before.length)).toEqual(before);
      },
    ),
    { numRuns: 300 },
  );
});

test('a checkpoint in the middle changes nothing', () => {
  fc.assert(
    fc.property(anything, fc.nat(), (said, where) => {
      const chunks = rechunk(said, always(3));
      const cut = where % (chunks.length + 1);
      let state = openConnection();
      const before = chunks.slice(0, cut).flatMap(([from, bytes]) => feed(state, from, bytes));
      state = structuredClone(state);
      const after = chunks.slice(cut).flatMap(([from, bytes]) => feed(state, from, bytes));
      const all = [...before, ...after, ...finish(state, 'client'), ...finish(state, 'server')];
      expect(all).toEqual(unitsOf(said));
    }),
    { numRuns: 200 },
  );
});

/** One message as permessage-deflate writes it (RFC 7692 §7.2.1). */
function deflated(text: string): Uint8Array {
  return new Uint8Array(deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4));
}

function issuesOf(unit: Unit): unknown {
  return dissect(unit).layers.flatMap((layer) => layer.issues);
}

function offsets(units: readonly Unit[]): number[] {
  let at = 0;
  return units.map((unit) => {
    const start = at;
    at += unit.wire.length;
    return start;
  });
}

/** Every chunk cut anew. */
function rechunk(said: readonly Said[], sizes: Iterator<number>): Said[] {
  return said.flatMap(([from, bytes]) => {
    const pieces: Said[] = [];
    for (let at = 0; at < bytes.length; ) {
      const size = Number(sizes.next().value);
      pieces.push([from, bytes.subarray(at, at + size)]);
      at += size;
    }
    return pieces;
  });
}

function* always(size: number): Generator<number> {
  for (;;) yield size;
}

function inChunks(bytes: Uint8Array, size: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const text = (line: string) => new TextEncoder().encode(line);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    parts.push(text(`${piece.length.toString(16)}\r\n`), piece, text('\r\n'));
  }
  return concatBytes([...parts, text('0\r\n\r\n')]);
}
