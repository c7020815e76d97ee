import { describe, expect, it, test } from 'vitest';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { dissect } from './dissect';
import type { Unit } from './layer';
import {
  down,
  frame,
  leavesText,
  type Said,
  story,
  switching,
  tears,
  unitsOf,
  up,
  upgrade,
} from './made-wire';

const KEY = [0xa1, 0x5e, 0x09, 0xc4];
const DEFLATE = 'Sec-WebSocket-Extensions: permessage-deflate';

/** What follows an upgrade, on a path of its own or on Engine.IO's. */
function afterUpgrade(said: readonly Said[], target = '/chat', ...headers: readonly string[]): Unit[] {
  return unitsOf([up(upgrade(target)), down(switching(...headers)), ...said]).slice(2);
}

function hex(text: string): Uint8Array {
  return Uint8Array.from(text.split(' '), (digits) => Number.parseInt(digits, 16));
}

/** Every field of the frame, as its row reads. */
function rows(unit: Unit | undefined): string[] {
  if (unit === undefined) return [];
  return dissect(unit).layers.flatMap(({ fields }) =>
    fields.map(({ spec, text }) => `${spec.label}: ${text}`),
  );
}

test('the probe of an upgrade, masked, to the last bit', () => {
  const [unit] = afterUpgrade(
    [up(hex('81 86 a1 5e 09 c4 93 2e 7b ab c3 3b'))],
    '/socket.io/?EIO=4&transport=websocket',
  );
  expect(rows(unit)).toEqual([
    'FIN · opcode: 1 · text (1)',
    'Mask · length: masked · 6',
    'Masking key: a1 5e 09 c4',
    'Payload: 6 bytes, masked',
    'Payload: 2probe',
    'Type: 2 · ping',
    'Data: "probe"',
  ]);
  expect(unit && leavesText(unit, 0)).toEqual([
    '0-1 ws.first=1 · text (1)',
    '1-2 ws.second=masked · 6',
    '2-6 ws.key=a1 5e 09 c4',
    '6-12 ws.payload=6 bytes, masked',
  ]);
  expect(unit && leavesText(unit, 1)).toEqual(['0-1 eio.type=2 · ping', '1-6 eio.data="probe"']);
  expect(unit && dissect(unit).buffers[1]).toEqual({
    name: 'unmasked',
    bytes: utf8Bytes('2probe'),
    source: { buffer: 0, start: 6, end: 12 },
  });
});

test('the bits of the first byte have its mask and its place', () => {
  const [unit] = afterUpgrade([down(frame('x', { fin: false }))]);
  const first = unit && dissect(unit).layers[0]?.fields[0];
  expect(
    first?.children?.map(({ key, spec, text, start, end }) => [key, spec.mask, text, start, end]),
  ).toEqual([
    ['ws.fin', 0x80, '0', 0, 1],
    ['ws.rsv1', 0x40, '0', 0, 1],
    ['ws.rsv2', 0x20, '0', 0, 1],
    ['ws.rsv3', 0x10, '0', 0, 1],
    ['ws.opcode', 0x0f, 'text (1)', 0, 1],
  ]);
});

describe('three ways to write a length', () => {
  it.each([
    [125, '7d', []],
    [126, '7e', ['2-4 ws.extended=126']],
    [65535, '7e', ['2-4 ws.extended=65535']],
    [65536, '7f', ['2-10 ws.extended=65536']],
  ])('%i bytes', (length, second, extended) => {
    const [unit] = afterUpgrade([down(frame(new Uint8Array(length).fill(0xff)))]);
    expect(unit?.wire[1]?.toString(16)).toBe(second);
    expect(unit?.ws?.payloadLength).toBe(length);
    expect(unit && leavesText(unit, 0).filter((line) => line.includes('extended'))).toEqual(extended);
  });
});

describe('messages', () => {
  it.each<[string, Said[], string[]]>([
    ['text', [down(frame('hello'))], ['server ws,data']],
    ['binary', [down(frame(Uint8Array.of(1, 2)))], ['server ws,data']],
    ['nothing at all', [down(frame(''))], ['server ws,data']],
    [
      'ping and pong',
      [down(frame('?', { opcode: 9 })), up(frame('?', { opcode: 10, key: KEY }))],
      ['server ws', 'client ws'],
    ],
    [
      'fragments, with a ping between them',
      [
        down(frame('4', { fin: false })),
        down(frame('', { opcode: 9 })),
        down(frame('2["h', { opcode: 0, fin: false })),
        down(frame('i"]', { opcode: 0 })),
      ],
      ['server ws', 'server ws', 'server ws', 'server ws,eio,sio message EVENT'],
    ],
  ])('%s', (name, said, expected) => {
    const target = name.startsWith('fragments') ? '/socket.io/?EIO=4&transport=websocket' : '/chat';
    const units = afterUpgrade(said, target);
    expect(story(units)).toEqual(expected);
    expect(units.flatMap(tears)).toEqual([]);
  });

  it('of several frames lie in a buffer of their own', () => {
    const parts = [
      up(frame('4', { fin: false, key: KEY })),
      up(frame('2["hi"]', { opcode: 0, key: [1, 2, 3, 4] })),
    ];
    const [, last] = afterUpgrade(parts, '/socket.io/?EIO=4&transport=websocket');
    expect(last && dissect(last).buffers.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['wire', 13],
      ['unmasked', 7],
      ['reassembled', 8],
    ]);
    expect(last?.packets[0]).toMatchObject({ buffer: 2, start: 0, end: 8 });
    expect(last && leavesText(last, 1)).toEqual(['0-7 ws.payload=7 bytes']);
  });

  it('a character may be cut between frames', () => {
    const bytes = utf8Bytes('42["é"]');
    const said = [
      down(frame(bytes.subarray(0, 5), { opcode: 1, fin: false })),
      down(frame(bytes.subarray(5), { opcode: 0 })),
    ];
    const [, last] = afterUpgrade(said, '/socket.io/?EIO=4&transport=websocket');
    expect(last?.packets[0]?.sio?.data).toEqual(['é']);
    expect(last?.issues).toEqual([]);
  });
});

describe('close', () => {
  it.each<[string, Uint8Array, string[], string[]]>([
    ['without a code', frame('', { opcode: 8 }), [], []],
    ['with a code', frame(hex('03 e8'), { opcode: 8 }), ['2-4 ws.close.code=1000 · normal closure'], []],
    [
      'with code and reason',
      frame(concatBytes([hex('03 f1'), utf8Bytes('zu groß')]), { opcode: 8 }),
      ['2-4 ws.close.code=1009 · message too big', '4-12 ws.close.reason=zu groß'],
      [],
    ],
    ['with a code of an application', frame(hex('0f a0'), { opcode: 8 }), ['2-4 ws.close.code=4000'], []],
    [
      'with a code that is never sent',
      frame(hex('03 ed'), { opcode: 8 }),
      ['2-4 ws.close.code=1005 · no status received'],
      ['ws-close-code 2-4'],
    ],
    ['with half a code', frame(hex('03'), { opcode: 8 }), ['2-3 ws.payload=1 byte'], ['ws-close-code 2-3']],
    [
      'with a reason that is not text',
      frame(hex('03 e8 41 ff'), { opcode: 8 }),
      ['2-4 ws.close.code=1000 · normal closure', '4-6 ws.close.reason=A\ufffd'],
      ['ws-utf8 5-6'],
    ],
  ])('%s', (_, bytes, payload, issues) => {
    const [unit] = afterUpgrade([down(bytes)]);
    expect(unit && leavesText(unit, 0).slice(2)).toEqual(payload);
    expect(unit?.issues.map(({ code, start, end }) => `${code} ${start}-${end}`)).toEqual(issues);
  });

  it('is told in the summary', () => {
    const [unit] = afterUpgrade([
      up(frame(concatBytes([hex('03 e9'), utf8Bytes('bye')]), { opcode: 8, key: KEY })),
    ]);
    expect(unit?.ws).toMatchObject({ opcode: 8, closeCode: 1001, closeReason: 'bye' });
  });
});

describe('permessage-deflate', () => {
  // RFC 7692 §7.2.3: "Hello", compressed.
  const HELLO = hex('f2 48 cd c9 c9 07 00');
  const AGAIN = hex('f2 00 11 00 00');

  it('opens a message', () => {
    const [unit] = afterUpgrade([down(frame(HELLO, { opcode: 1, rsv1: true }))], '/chat', DEFLATE);
    expect(unit && leavesText(unit, 1)).toEqual(['0-5 data.text=Hello']);
    expect(story(unit ? [unit] : [])).toEqual(['server ws,data']);
    expect(rows(unit).filter((row) => row.startsWith('Payload'))).toEqual([
      'Payload: 7 bytes, compressed',
      'Payload: Hello',
    ]);
  });

  it('in frames', () => {
    const said = [
      down(frame(HELLO.subarray(0, 3), { opcode: 1, rsv1: true, fin: false })),
      down(frame(HELLO.subarray(3), { opcode: 0 })),
    ];
    const [, last] = afterUpgrade(said, '/chat', DEFLATE);
    expect(last && dissect(last).buffers.map(({ name }) => name)).toEqual([
      'wire',
      'reassembled',
      'inflated',
    ]);
    expect(last && leavesText(last, 2)).toEqual(['0-5 data.text=Hello']);
    expect(last && tears(last)).toEqual([]);
  });

  it('takes over the context: the second message points back into the first', () => {
    const said = [
      down(frame(HELLO, { opcode: 1, rsv1: true })),
      down(frame(AGAIN, { opcode: 1, rsv1: true })),
    ];
    const [, second] = afterUpgrade(said, '/chat', DEFLATE);
    expect(second && leavesText(second, 1)).toEqual(['0-5 data.text=Hello']);
  });

  it('without context takeover each message stands alone', () => {
    const said = [
      down(frame(HELLO, { opcode: 1, rsv1: true })),
      down(frame(AGAIN, { opcode: 1, rsv1: true })),
    ];
    const [, second] = afterUpgrade(said, '/chat', `${DEFLATE}; server_no_context_takeover`);
    expect(story(second ? [second] : [])).toEqual(['server ws !ws-deflate']);
  });

  it('each direction has a context of its own', () => {
    const said = [
      down(frame(HELLO, { opcode: 1, rsv1: true })),
      up(frame(HELLO, { opcode: 1, rsv1: true, key: KEY })),
      up(frame(AGAIN, { opcode: 1, rsv1: true, key: KEY })),
    ];
    const units = afterUpgrade(said, '/chat', `${DEFLATE}; server_no_context_takeover`);
    expect(story(units)).toEqual(['server ws,data', 'client ws,data', 'client ws,data']);
    expect(units.flatMap(tears)).toEqual([]);
  });

  it('a message that is not compressed goes between', () => {
    const said = [
      down(frame(HELLO, { opcode: 1, rsv1: true })),
      down(frame('plain')),
      down(frame(AGAIN, { opcode: 1, rsv1: true })),
    ];
    expect(story(afterUpgrade(said, '/chat', DEFLATE))).toEqual([
      'server ws,data',
      'server ws,data',
      'server ws,data',
    ]);
  });

  it('carries packets', () => {
    const target = '/socket.io/?EIO=4&transport=websocket';
    // "2probe" in one block of fixed codes.
    const [unit] = afterUpgrade(
      [up(frame(hex('32 2a 28 ca 4f 4a 05 00'), { opcode: 1, rsv1: true, key: KEY }))],
      target,
      DEFLATE,
    );
    expect(unit?.packets).toEqual([{ eio: { type: 'ping', data: 'probe' }, buffer: 2, start: 0, end: 6 }]);
  });
});

describe('faults of the peer', () => {
  it.each<[string, Said, string[]]>([
    ['a client that does not mask', up(frame('x')), ['ws-unmasked 1-2']],
    ['a server that masks', down(frame('x', { key: KEY })), ['ws-masked 1-2']],
    ['a reserved bit that nothing gave a meaning', down(frame('x', { rsv1: true })), ['ws-rsv 0-1']],
    ['a reserved opcode', down(frame('x', { opcode: 3 })), ['ws-opcode 0-1']],
    ['a control frame in fragments', down(frame('x', { opcode: 9, fin: false })), ['ws-control 0-1']],
    ['a control frame over 125 bytes', down(frame('x'.repeat(126), { opcode: 9 })), ['ws-control 1-2']],
    ['a length in more bytes than it needs', down(hex('82 7e 00 01 00')), ['ws-length 1-4']],
    ['a continuation of nothing', down(frame('x', { opcode: 0 })), ['ws-continuation 0-1']],
    ['text that is not UTF-8', down(hex('81 03 41 ff 41')), ['ws-utf8 3-4']],
    ['a frame that is cut in its payload', down(hex('81 05 41 42')), ['ws-cut 1-4']],
    ['a frame that is cut in its header', down(hex('81 7e 01')), ['ws-cut 0-3']],
  ])('%s', (_, said, issues) => {
    const [unit] = afterUpgrade([said]);
    expect(unit?.issues.map(({ code, start, end }) => `${code} ${start}-${end}`)).toEqual(issues);
    expect(unit && tears(unit)).toEqual([]);
  });

  it('a new message before the last one has ended', () => {
    const units = afterUpgrade([down(frame('a', { fin: false })), down(frame('b'))]);
    expect(story(units)).toEqual(['server ws', 'server ws,data !ws-interleaved']);
  });

  it('a length that no number can hold ends the frames', () => {
    const units = afterUpgrade([down(hex('82 7f ff ff ff ff ff ff ff ff 01 02'))]);
    expect(story(units)).toEqual(['server data !ws-length']);
  });

  it('a gigabyte in a header is waited for without being kept', () => {
    const units = afterUpgrade([down(hex('82 7f 00 00 00 00 40 00 00 00'), new Uint8Array(2000))]);
    expect(story(units)).toEqual(['server ws !ws-cut']);
    expect(units[0]?.ws?.payloadLength).toBe(2 ** 30);
  });
});
