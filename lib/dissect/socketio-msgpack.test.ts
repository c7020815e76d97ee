import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import type { Unit } from './layer';
import {
  down,
  frame,
  leavesText,
  post,
  type Said,
  story,
  switching,
  tears,
  unitsOf,
  up,
  upgrade,
} from './made-wire';
import { MsgpackReader } from './msgpack';

/** `socket.io-msgpack-parser` has no types of its own. */
const coder = z.object({ Encoder: z.any(), Decoder: z.any() });
const require = createRequire(import.meta.url);
const { Encoder, Decoder } = coder.parse(require('socket.io-msgpack-parser'));

function encode(packet: object): Uint8Array {
  const [bytes] = z.array(z.instanceof(Uint8Array)).parse(new Encoder().encode(packet));
  return new Uint8Array(bytes ?? []);
}

function decode(bytes: Uint8Array): unknown {
  let decoded: unknown = 'refused';
  const decoder = new Decoder();
  decoder.on('decoded', (packet: unknown) => {
    decoded = packet;
  });
  try {
    decoder.add(Buffer.from(bytes));
  } catch {
    return 'refused';
  }
  return decoded;
}

function afterUpgrade(...said: readonly Said[]): Unit[] {
  return unitsOf([up(upgrade('/socket.io/?EIO=4&transport=websocket')), down(switching()), ...said]).slice(2);
}

test('an event, byte by byte', () => {
  const bytes = encode({ type: 2, data: ['hi', 1, Buffer.from([9, 8])], nsp: '/a', id: 300 });
  const [unit] = afterUpgrade(down(frame(bytes)));
  expect(unit && leavesText(unit, 0).slice(2)).toEqual([
    '2-3 sio.punctuation=1 byte',
    '3-9 sio.type=2 · EVENT',
    '9-15 sio.punctuation=6 bytes',
    '15-18 sio.event="hi"',
    '18-19 sio.arg=1',
    '19-23 sio.arg="<2 bytes>"',
    '23-30 sio.nsp=/a',
    '30-36 sio.id=300',
  ]);
  expect(unit?.packets[0]?.sio).toEqual({
    type: 'EVENT',
    nsp: '/a',
    id: 300,
    data: ['hi', 1, Uint8Array.of(9, 8)],
  });
  expect(story(unit ? [unit] : [])).toEqual(['server ws,eio,sio message EVENT']);
});

test('over polling it is base64', () => {
  const text = Buffer.from(encode({ type: 0, nsp: '/' })).toString('base64');
  const [unit] = unitsOf([up(post('/socket.io/?EIO=4&transport=polling&sid=s', `b${text}`))]);
  expect(unit?.packets[0]?.sio).toEqual({ type: 'CONNECT', nsp: '/' });
  expect(unit && tears(unit)).toEqual([]);
});

describe('refused as the parser refuses it', () => {
  it.each<[string, object, string]>([
    ['a type that does not exist', { type: 7, nsp: '/', data: [] }, 'sio-type'],
    ['a namespace that is no text', { type: 2, nsp: 1, data: [] }, 'sio-payload'],
    ['an event without an array', { type: 2, nsp: '/', data: 'x' }, 'sio-payload'],
    ['a DISCONNECT with a payload', { type: 1, nsp: '/', data: [] }, 'sio-payload'],
    ['an id that is no number', { type: 2, nsp: '/', data: ['a'], id: 'x' }, 'sio-id'],
  ])('%s', (_, packet, code) => {
    const bytes = encode(packet);
    expect(decode(bytes)).toBe('refused');
    const [unit] = afterUpgrade(down(frame(bytes)));
    expect(unit?.issues.map((issue) => issue.code)).toEqual([code]);
    expect(unit?.packets[0]?.sio).toBeUndefined();
    expect(unit && tears(unit)).toEqual([]);
  });
});

test('what the parser encodes comes back', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.double({ noNaN: true }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.date({ noInvalidDate: true }),
      fc.array(tie('any'), { maxLength: 20 }),
      fc.dictionary(
        fc.string({ maxLength: 40 }).filter((key) => key !== '__proto__'),
        tie('any'),
        { maxKeys: 20 },
      ),
    ),
  })).any;
  fc.assert(
    fc.property(fc.array(value, { maxLength: 3 }), (args) => {
      const bytes = encode({ type: 2, nsp: '/', data: ['e', ...args] });
      const [unit] = afterUpgrade(down(frame(bytes)));
      const official = z.object({ data: z.unknown() }).parse(decode(bytes));
      expect(plain(unit?.packets[0]?.sio?.data)).toEqual(plain(official.data));
      expect(unit?.issues).toEqual([]);
      expect(unit && tears(unit)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('any bytes read to the end or say where they broke', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const reader = new MsgpackReader(bytes, 0, bytes.length);
      reader.value();
      expect(reader.at).toBeLessThanOrEqual(bytes.length);
      if (reader.broken !== undefined) expect(reader.broken).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 2000 },
  );
});

test('a hundred thousand nested arrays are refused without an end of the stack', () => {
  const reader = new MsgpackReader(new Uint8Array(100_000).fill(0x91), 0, 100_000);
  reader.value();
  expect(reader.broken).toBe(512);
});

/** Dates, Buffers and numbers as both readers can give them. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Array.from(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return Object.entries(value).map(([key, inner]) => [key, plain(inner)]);
  }
  return value;
}
