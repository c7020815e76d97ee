import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { utf8Text } from '@/lib/base/bytes';
import type { Packet, SioPacket, Unit } from './layer';
import { down, frame, get, ok, post, switching, unitsOf, up, upgrade } from './made-wire';
import { scanSio } from './socketio-scan';

/** The parsers of Engine.IO 3 and Socket.IO 2 as oracle. They have no types of their own, so what they say is checked. */

const require = createRequire(import.meta.url);
const engine: unknown = require('engine.io-parser-v3');
const sio: unknown = require('socket.io-parser-v4');

const OLD_POLL = '/socket.io/?EIO=3&transport=polling&sid=abc';

const messageText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `2${JSON.stringify(['e', text])}`),
  fc.constantFrom('0', '2["é🎉"]', '0/admin?token=x', '3/admin,12["ok"]', '4"refused"'),
);
const sent = fc.array(
  fc.oneof(
    messageText.map((data) => ({ type: 'message', data })),
    fc.constantFrom({ type: 'ping' }, { type: 'pong' }, { type: 'ping', data: 'probe' }, { type: 'noop' }),
    fc.uint8Array({ maxLength: 9 }).map((bytes) => ({ type: 'message', data: Buffer.from(bytes) })),
  ),
  { minLength: 1, maxLength: 5 },
);

test('a text payload of protocol 3 comes back as its parser wrote it', () => {
  fc.assert(
    fc.property(sent, (packets) => {
      const body = String(call(engine, 'encodePayload', packets, false));
      const [unit] = unitsOf([up(post(OLD_POLL, body))]);
      expect(unit?.packets.map(plainEio)).toEqual(packets.map(plainSent));
    }),
    { numRuns: 500 },
  );
});

test('a binary payload of protocol 3 comes back as its parser wrote it', () => {
  fc.assert(
    fc.property(sent, (packets) => {
      const body = z.instanceof(Buffer).parse(call(engine, 'encodePayloadAsBinary', packets));
      const [, unit] = unitsOf([up(get(OLD_POLL)), down(ok(body, 'Content-Type: application/octet-stream'))]);
      expect(unit?.packets.map(plainEio)).toEqual(packets.map(plainSent));
    }),
    { numRuns: 500 },
  );
});

const nearPayload = fc
  .array(
    fc.constantFrom(
      '1:2',
      '3:42[',
      '2:40',
      '9:',
      '0:',
      ':',
      '12',
      'b4AQID',
      '6:b4AQID',
      'é',
      '2:4é',
      '3:4🎉',
      '1:9',
      ' ',
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

test('what the parser of protocol 3 reads before its first error we read, and the error has an issue', () => {
  fc.assert(
    fc.property(nearPayload, (body) => {
      const [unit] = unitsOf([up(post(OLD_POLL, body))]);
      const official = decodePayload(body);
      // A length that ends inside a character gives half of it there; bytes cannot be halved so.
      fc.pre(official.every(({ data }) => typeof data !== 'string' || !data.includes('\ufffd')));
      const read = official.filter(({ type }) => type !== 'error');
      expect(unit?.packets.map(plainEio)).toEqual(read);
      if (read.length < official.length) {
        expect(codes(unit)).toContainEqual(expect.stringMatching(/^eio-(type|length)$/));
      }
    }),
    { numRuns: 2000 },
  );
});

test('frames of protocol 3 have a type before binary data', () => {
  const [, , text, binary] = unitsOf([
    up(upgrade('/socket.io/?EIO=3&transport=websocket')),
    down(switching(), frame('40'), frame(Uint8Array.of(4, 1, 2, 3))),
  ]);
  expect(text?.packets.map(plainEio)).toEqual([{ type: 'message', data: '0' }]);
  expect(binary?.packets.map(plainEio)).toEqual([{ type: 'message', data: [1, 2, 3] }]);
});

const nearSio = fc
  .array(
    fc.constantFrom(
      ...'012345678-/,[]{}" ',
      '2["hi"]',
      '50-["a"]',
      '/admin?x=1,',
      '12',
      'null',
      '["connect"]',
      '"no"',
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

test('a packet decodes as the parser of Socket.IO 2 decodes it, or has a fatal flaw where that refuses', () => {
  fc.assert(
    fc.property(nearSio, (text) => {
      const scan = scanSio(text, true);
      expect(scan.packet === undefined ? 'refused' : comparable(scan.packet)).toEqual(official(text));
    }),
    { numRuns: 5000 },
  );
});

const decodedPacket = z.object({ type: z.string(), data: z.unknown() }).partial({ data: true });

function decodePayload(body: string): { type: string; data: unknown }[] {
  const packets: { type: string; data: unknown }[] = [];
  const decode = member(engine, 'decodePayload');
  decode(body, (packet: unknown) => {
    const { type, data } = decodedPacket.parse(packet);
    packets.push({ type, data: plain(data) });
  });
  return packets;
}

const reconstructor = z.object({ reconPack: z.unknown() });
const oldPacket = z.object({
  type: z.number(),
  nsp: z.string(),
  id: z.unknown().optional(),
  data: z.unknown().optional(),
  attachments: z.number().optional(),
});
const TYPES = ['CONNECT', 'DISCONNECT', 'EVENT', 'ACK', 'CONNECT_ERROR', 'BINARY_EVENT', 'BINARY_ACK'];

function official(text: string): unknown {
  const decoder: unknown = Reflect.construct(member(sio, 'Decoder'), [
    { maxAttachments: Number.POSITIVE_INFINITY },
  ]);
  let decoded: unknown;
  member(decoder, 'on').call(decoder, 'decoded', (packet: unknown) => {
    decoded = packet;
  });
  try {
    member(decoder, 'add').call(decoder, text);
  } catch {
    return 'refused';
  }
  const pending = reconstructor.safeParse(
    z.record(z.string(), z.unknown()).parse({ ...Object(decoder) }).reconstructor,
  );
  const packet = oldPacket.safeParse(decoded ?? pending.data?.reconPack);
  // What is no packet at all it decodes to an error packet of type 4.
  if (!packet.success || /^parser error/.test(String(packet.data.data))) return 'refused';
  const { type, nsp, id, data, attachments } = packet.data;
  return { type: TYPES[type], nsp, id, data, attachments };
}

function member(object: unknown, name: string): (...args: unknown[]) => unknown {
  const value: unknown = Reflect.get(Object(object), name);
  return z.custom<(...args: unknown[]) => unknown>((found) => typeof found === 'function').parse(value);
}

/** Calls an encoder of the old parser, which hands its result to a callback. */
function call(object: unknown, name: string, ...args: unknown[]): unknown {
  let result: unknown;
  member(object, name)(...args, (encoded: unknown) => {
    result = encoded;
  });
  return result;
}

function comparable({ type, nsp, id, data, attachments }: SioPacket): unknown {
  return { type, nsp, id, data, attachments };
}

function plainEio({ eio }: Packet): unknown {
  return { type: eio.type, data: plain(eio.binary ?? eio.data) };
}

function plainSent(packet: { readonly type: string; readonly data?: string | Buffer }): unknown {
  return { type: packet.type, data: plain(packet.data) };
}

function plain(data: unknown): unknown {
  if (data instanceof Uint8Array) return Array.from(data);
  // A lone surrogate becomes U+FFFD on its way through UTF-8.
  return typeof data === 'string' ? utf8Text(Buffer.from(data)) : data;
}

function codes(unit: Unit | undefined): string[] | undefined {
  return unit?.issues.map(({ code }) => code);
}
