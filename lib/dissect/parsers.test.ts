import { decodePacket, decodePayload, encodePayload } from 'engine.io-parser';
import fc from 'fast-check';
import { Decoder, Encoder, type Packet as OfficialPacket, PacketType } from 'socket.io-parser';
import { expect, test } from 'vitest';
import { concatBytes } from '@/lib/base/bytes';
import type { Packet, SioPacket, Unit } from './layer';
import { down, frame, get, ok, post, switching, unitsOf, up, upgrade } from './made-wire';
import { scanSio } from './socketio-scan';

/** The official parsers are the oracle: what they read we read to the same value, what they refuse has an issue. */

const separator = '\u001e';
// Strings near the grammar, so that most of them are almost right.
const nearSio = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'0123456789-/,[]{}":',
        ' ',
        '\u00a0',
        'é',
        '🎉',
        'null',
        '["a"]',
        '"connect"',
        '{"sid":"x"}',
      ),
      fc.constantFrom(
        '2["hi"]',
        '51-["b",{"_placeholder":true,"num":0}]',
        '/admin,',
        '12',
        '1e0-',
        '[1,2]',
        '\u2028',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
const nearEio = fc.oneof(
  fc
    .tuple(fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', 'b', 'x', ''), nearSio)
    .map((parts) => parts.join('')),
  fc.base64String().map((text) => `b${text}`),
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll(separator, '')),
);

test('one packet decodes as engine.io-parser decodes it, or has an issue where that finds an error', () => {
  fc.assert(
    fc.property(nearEio.filter(isEncodable).filter(isReadable), (text) => {
      const [unit] = frames(frame(text));
      const official = decodePacket(text, 'nodebuffer');
      if (official.type === 'error') {
        expect(unit?.packets).toEqual([]);
        expect(codes(unit)).toContainEqual(expect.stringMatching(/^eio-(type|version)$/));
      } else {
        expect(unit?.packets.map(plainEio)).toEqual([{ type: official.type, data: plain(official.data) }]);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a payload decodes as engine.io-parser decodes it, up to its first error', () => {
  fc.assert(
    fc.property(
      fc.array(nearEio.filter(isEncodable).filter(isReadable), { minLength: 1, maxLength: 4 }),
      (packets) => {
        const body = packets.join(separator);
        fc.pre(body !== '');
        const [, unit] = unitsOf([up(get('/socket.io/?EIO=4&transport=polling')), down(ok(body))]);
        const official = decodePayload(body, 'nodebuffer');
        const read = official.filter(({ type }) => type !== 'error');
        expect(unit?.packets.map(plainEio)).toEqual(
          read.map(({ type, data }) => ({ type, data: plain(data) })),
        );
        if (read.length < official.length)
          expect(codes(unit)).toContainEqual(expect.stringMatching(/^eio-(type|version)$/));
      },
    ),
    { numRuns: 1000 },
  );
});

test('what engine.io-parser encodes for polling comes back without an issue', () => {
  const message = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => `2${JSON.stringify(['e', text])}`),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  );
  fc.assert(
    fc.property(fc.array(message, { minLength: 1 }), (messages) => {
      let body = '';
      encodePayload(
        messages.map((data) => ({ type: 'message', data })),
        (text) => {
          body = text;
        },
      );
      const [unit] = unitsOf([up(post('/engine.io/?EIO=4&transport=polling&sid=x', body))]);
      expect(unit?.packets.map(plainEio)).toEqual(
        messages.map((data) => ({ type: 'message', data: plain(data) })),
      );
      expect(unit?.issues).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('a packet decodes as socket.io-parser decodes it, or has a fatal flaw where that throws', () => {
  fc.assert(
    fc.property(nearSio, (text) => {
      // The decoder reads an empty string as CONNECT, but Engine.IO never hands it one.
      fc.pre(text !== '');
      const scan = scanSio(text, false);
      expect(scan.packet === undefined ? 'refused' : comparable(scan.packet)).toEqual(official(text));
      if (scan.packet === undefined) expect(scan.flaw?.fatal).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

test('what socket.io-parser encodes comes back, its attachments behind it, without an issue', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
      fc.dictionary(fc.string({ maxLength: 4 }), tie('any'), { maxKeys: 2 }),
    ),
  })).any;
  const packet = fc.record({
    type: fc.constantFrom(PacketType.EVENT, PacketType.ACK),
    nsp: fc.constantFrom('/', '/admin', '/é'),
    id: fc.option(fc.nat(), { nil: undefined }),
    data: fc.array(value, { maxLength: 3 }).map((args) => ['chat', ...args]),
  });
  fc.assert(
    fc.property(packet, (sent) => {
      const parts: (string | Buffer)[] = new Encoder().encode(sent);
      fc.pre(parts.length <= 11);
      const units = frames(...parts.map((part) => frame(typeof part === 'string' ? `4${part}` : part)));
      expect(units.flatMap((unit) => unit.issues)).toEqual([]);
      const [head, ...rest] = units.flatMap((unit) => unit.packets);
      expect(rest.map(({ eio }) => plain(eio.binary))).toEqual(parts.slice(1).map(plain));
      expect(head?.sio && comparable(head.sio)).toEqual(official(String(parts[0])));
    }),
    { numRuns: 1000 },
  );
});

/** Units of frames that a server sends after an upgrade. */
function frames(...sent: readonly Uint8Array[]): Unit[] {
  const [, , ...units] = unitsOf([
    up(upgrade('/socket.io/?EIO=4&transport=websocket')),
    down(switching(), concatBytes(sent)),
  ]);
  return units;
}

/** The first packet the official decoder makes of the text, before its attachments. */
function official(text: string): unknown {
  const decoder = new Decoder({ maxAttachments: Number.POSITIVE_INFINITY });
  let decoded: OfficialPacket | undefined;
  decoder.on('decoded', (packet: OfficialPacket) => {
    decoded = packet;
  });
  try {
    decoder.add(text);
  } catch {
    return 'refused';
  }
  const pending: unknown = Reflect.get(decoder, 'reconstructor');
  const packet = decoded ?? (isReconstructor(pending) ? pending.reconPack : undefined);
  if (packet === undefined) return 'nothing';
  // The decoder has already turned BINARY_EVENT into EVENT; how many attachments it waits for still tells.
  const { type, nsp, id, data, attachments } = packet;
  const binary = attachments === undefined ? 0 : 3;
  return { type: PacketType[type + binary], nsp, id, data, attachments };
}

function isReconstructor(value: unknown): value is { readonly reconPack: OfficialPacket } {
  return typeof value === 'object' && value !== null && 'reconPack' in value;
}

function comparable({ type, nsp, id, data, attachments }: SioPacket): unknown {
  return { type, nsp, id, data, attachments };
}

function plainEio({ eio }: Packet): unknown {
  return { type: eio.type, data: plain(eio.binary ?? eio.data) };
}

function plain(data: unknown): unknown {
  return data instanceof Uint8Array ? Array.from(data) : data;
}

function codes(unit: Unit | undefined): string[] | undefined {
  return unit?.issues.map(({ code }) => code);
}

/** Of base64 with characters beyond ASCII the official parser takes what Node makes of their low bytes: no rule to agree with. */
function isReadable(text: string): boolean {
  return !/^b[\s\S]*[^\s!-~]/.test(text);
}

/** Lone surrogates cannot be sent. */
function isEncodable(text: string): boolean {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text)) === text;
}
