import { describe, expect, it, test } from 'vitest';
import { dissect } from './dissect';
import type { Issue, Unit } from './layer';
import { leavesOf } from './leaves';
import {
  down,
  frame,
  get,
  ok,
  post,
  type Said,
  story,
  switching,
  tears,
  unitsOf,
  up,
  upgrade,
} from './made-wire';

const WS = '/socket.io/?EIO=4&transport=websocket';

/** Units of the frames that follow an upgrade. */
function afterUpgrade(said: readonly Said[], target = WS): Unit[] {
  return unitsOf([up(upgrade(target)), down(switching()), ...said]).slice(2);
}

/** The leaves of one packet, in bytes of the Socket.IO packet: what stands before it on the wire is 3 bytes. */
function leaves(packet: string, from = down): string[] {
  const [unit] = afterUpgrade([from(frame(`4${packet}`))]);
  if (unit === undefined) return [];
  const found = leavesOf(dissect(unit), 0).filter(({ start }) => start >= 3);
  return found.map(
    ({ start, end, key, text }) => `${start - 3}-${end - 3} ${key.replace('sio.', '')}=${text}`,
  );
}

describe('a packet, byte by byte', () => {
  it.each<[string, string, string[]]>([
    ['nothing but its type', '0', ['0-1 type=0 · CONNECT']],
    [
      'an event',
      '2["hi"]',
      ['0-1 type=2 · EVENT', '1-2 punctuation=[', '2-6 event="hi"', '6-7 punctuation=]'],
    ],
    [
      'non-ASCII namespace and emoji: places are bytes',
      '2/é,["🎉",1]',
      [
        '0-1 type=2 · EVENT',
        '1-4 nsp=/é',
        '4-5 mark=,',
        '5-6 punctuation=[',
        '6-12 event="🎉"',
        '12-13 punctuation=,',
        '13-14 arg=1',
        '14-15 punctuation=]',
      ],
    ],
    [
      'an ack id, and white space in the JSON',
      '312[ "a" , {"b":[1,2]} ]',
      [
        '0-1 type=3 · ACK',
        '1-3 id=12',
        '3-5 punctuation=[ ',
        '5-8 arg="a"',
        '8-11 punctuation= , ',
        '11-22 arg={"b":[1,2]}',
        '22-24 punctuation= ]',
      ],
    ],
    [
      'a namespace and nothing after it',
      '1/admin,',
      ['0-1 type=1 · DISCONNECT', '1-7 nsp=/admin', '7-8 mark=,'],
    ],
    ['a namespace without its comma', '0/admin', ['0-1 type=0 · CONNECT', '1-7 nsp=/admin']],
    [
      'attachments',
      '51-["b",{"_placeholder":true,"num":0}]',
      [
        '0-1 type=5 · BINARY_EVENT',
        '1-2 attachments=1',
        '2-3 mark=-',
        '3-4 punctuation=[',
        '4-7 event="b"',
        '7-8 punctuation=,',
        '8-37 placeholder=attachment 0',
        '37-38 punctuation=]',
      ],
    ],
    [
      'a placeholder inside an argument',
      '51-["b",{"x":{"_placeholder":true,"num":0},"y":1}]',
      [
        '0-1 type=5 · BINARY_EVENT',
        '1-2 attachments=1',
        '2-3 mark=-',
        '3-4 punctuation=[',
        '4-7 event="b"',
        '7-8 punctuation=,',
        '8-13 arg={"x":',
        '13-42 placeholder=attachment 0',
        '42-49 arg=,"y":1}',
        '49-50 punctuation=]',
      ],
    ],
    [
      'what looks like a placeholder in a packet without attachments',
      '2["b",{"_placeholder":true,"num":0}]',
      [
        '0-1 type=2 · EVENT',
        '1-2 punctuation=[',
        '2-5 event="b"',
        '5-6 punctuation=,',
        '6-35 arg={"_placeholder":true,"num":0}',
        '35-36 punctuation=]',
      ],
    ],
    [
      'the answer to CONNECT, with what recovery adds',
      '0{"sid":"x","pid":"p"}',
      [
        '0-1 type=0 · CONNECT',
        '1-2 punctuation={',
        '2-11 sid="x"',
        '11-12 punctuation=,',
        '12-21 pid="p"',
        '21-22 punctuation=}',
      ],
    ],
    [
      'a refusal',
      '4/a,{"message":"no","data":{"code":1}}',
      [
        '0-1 type=4 · CONNECT_ERROR',
        '1-3 nsp=/a',
        '3-4 mark=,',
        '4-5 punctuation={',
        '5-19 message="no"',
        '19-20 punctuation=,',
        '20-37 data.data={"code":1}',
        '37-38 punctuation=}',
      ],
    ],
  ])('%s', (_, packet, expected) => {
    expect(leaves(packet)).toEqual(expected);
  });

  it('CONNECT of a client carries auth', () => {
    const [unit] = afterUpgrade([up(frame('40{"token":"t","offset":"o"}', { key: [0, 0, 0, 0] }))]);
    const found = unit && leavesOf(dissect(unit), 1).map(({ key, spec, text }) => [key, spec.label, text]);
    expect(found?.slice(3)).toEqual([
      ['sio.auth.token', 'Auth token', '"t"'],
      ['sio.punctuation', 'Punctuation', ','],
      ['sio.offset', 'Offset', '"o"'],
      ['sio.punctuation', 'Punctuation', '}'],
    ]);
  });
});

describe('connection state recovery', () => {
  const connected = frame('40{"sid":"x","pid":"p"}');
  const keysOf = (unit: Unit | undefined) =>
    unit &&
    leavesOf(dissect(unit), 0)
      .map(({ key }) => key)
      .filter((key) => !key.endsWith('punctuation'));

  it('appends an offset to events, once a pid has been told', () => {
    const event = frame('42["seed",1,"Q7zA3bJ"]');
    const [before, , after] = afterUpgrade([down(event), down(connected), down(event)]);
    expect(keysOf(before)?.slice(3)).toEqual(['sio.type', 'sio.event', 'sio.arg', 'sio.arg']);
    expect(keysOf(after)?.slice(3)).toEqual(['sio.type', 'sio.event', 'sio.arg', 'sio.offset']);
  });

  it('appends none to events that ask for an ack, nor in other namespaces', () => {
    const [, ack, other] = afterUpgrade([
      down(connected),
      down(frame('420["seed","x"]')),
      down(frame('42/a,["seed","x"]')),
    ]);
    expect([keysOf(ack)?.at(-1), keysOf(other)?.at(-1)]).toEqual(['sio.arg', 'sio.arg']);
  });

  it('is remembered over polling and the upgrade: they are one session', () => {
    const sessions = new Map();
    const poll = '/socket.io/?EIO=4&transport=polling&sid=s';
    unitsOf([up(get(poll)), down(ok('40{"sid":"x","pid":"p"}'))], sessions);
    const [, , event] = unitsOf(
      [up(upgrade(`${WS}&sid=s`)), down(switching(), frame('42["seed","x"]'))],
      sessions,
    );
    expect(keysOf(event)?.at(-1)).toBe('sio.offset');
  });
});

describe('attachments follow their packet', () => {
  const announced = '451-["b",{"_placeholder":true,"num":0}]';
  const bytes = Uint8Array.of(1, 2, 3);

  it.each<[string, Said[], string[]]>([
    [
      'in the next frame',
      [down(frame(announced), frame(bytes))],
      ['server ws,eio,sio message BINARY_EVENT', 'server ws,eio,sio message'],
    ],
    [
      'with a ping between them',
      [down(frame(announced), frame('2'), frame(bytes))],
      ['server ws,eio,sio message BINARY_EVENT', 'server ws,eio ping', 'server ws,eio,sio message'],
    ],
    [
      'never',
      [down(frame(announced), frame('42["hi"]'))],
      ['server ws,eio,sio message BINARY_EVENT', 'server ws,eio,sio message EVENT !sio-attachment-missing'],
    ],
    [
      'without having been announced',
      [down(frame(bytes))],
      ['server ws,eio,sio message !sio-attachment-unexpected'],
    ],
  ])('%s', (_, said, expected) => {
    expect(story(afterUpgrade(said))).toEqual(expected);
  });

  it('in the same payload, as base64', () => {
    const [unit] = unitsOf([
      up(post('/socket.io/?EIO=4&transport=polling&sid=s', `${announced}\u001ebAQID`)),
    ]);
    const last = unit && dissect(unit).layers.at(-1);
    expect(last?.fields.map(({ key, text, buffer, start, end }) => [key, text, buffer, start, end])).toEqual([
      ['sio.attachment', '1 of 1 · 3 bytes', 1, 0, 3],
    ]);
    expect(unit?.packets[1]?.eio.binary).toEqual(bytes);
    expect(unit && tears(unit)).toEqual([]);
  });

  it('in the next request of the session', () => {
    const target = '/socket.io/?EIO=4&transport=polling&sid=s';
    const units = unitsOf([
      up(post(target, announced)),
      down(ok('ok')),
      up(post(target, 'bAQID')),
      down(ok('ok')),
    ]);
    expect(units.flatMap(({ issues }) => issues)).toEqual([]);
  });
});

describe('what is refused, and where', () => {
  it.each<[string, string, string]>([
    ['no such type', '47', 'sio-type 3-4'],
    ['a letter', '4abc', 'sio-type 3-4'],
    ['nothing', '4', 'sio-type 3-3'],
    ['an event that is an object', '42{}', 'sio-payload 4-6'],
    ['an event without a name', '42[]', 'sio-payload 4-6'],
    ['an event by a reserved name', '42["connect"]', 'sio-reserved-event 4-15'],
    ['JSON that is none', '42["hi",]', 'sio-json 10-11'],
    ['JSON that never ends', '42["hi"', 'sio-json 8-9'],
    ['a payload on DISCONNECT', '41["x"]', 'sio-payload 4-9'],
    ['CONNECT with an array', '40["x"]', 'sio-payload 4-9'],
    ['CONNECT_ERROR with an array', '44[1]', 'sio-payload 4-7'],
    ['no number of attachments', '45["x"]', 'sio-attachments 4-5'],
    ['zero attachments', '450-["x"]', 'sio-attachments 4-6'],
  ])('%s: %s', (_, packet, expected) => {
    const [unit] = afterUpgrade([down(frame(packet))]);
    const found = unit?.issues.map(({ code, start, end }: Issue) => `${code} ${start}-${end}`);
    expect(found).toEqual([expected]);
    expect(unit?.packets[0]?.sio).toBeUndefined();
    expect(unit && tears(unit)).toEqual([]);
  });

  it.each<[string, string, string, unknown]>([
    ['an event without its array', '42', 'sio-payload', { type: 'EVENT', nsp: '/' }],
    ['an ack id that is a space', '42 ["hi"]', 'sio-id', { type: 'EVENT', nsp: '/', id: 0, data: ['hi'] }],
    [
      'a namespace that no comma parts from the payload',
      '42/admin["x"]',
      'sio-nsp',
      { type: 'EVENT', nsp: '/admin["x"]' },
    ],
    [
      'a CONNECT whose namespace no comma parts from its payload',
      '40/admin{"token":1}',
      'sio-nsp',
      { type: 'CONNECT', nsp: '/admin{"token":1}' },
    ],
    [
      'more attachments than decoders take',
      '4511-["b"]',
      'sio-attachments',
      { type: 'BINARY_EVENT', nsp: '/', data: ['b'], attachments: 11 },
    ],
  ])('%s is odd, but read', (_, packet, code, sio) => {
    const [unit] = afterUpgrade([down(frame(packet))]);
    expect(unit?.issues.map((issue) => [issue.code, issue.level])).toEqual([[code, 'warn']]);
    expect(unit?.packets[0]?.sio).toEqual(sio);
  });
});

describe('plain Engine.IO', () => {
  const PATH = '/engine.io/?EIO=4&transport=websocket';

  it('on its own path messages are what the program sent', () => {
    const units = afterUpgrade([down(frame('4hello')), down(frame(Uint8Array.of(1)))], PATH);
    expect(story(units)).toEqual(['server ws,eio message', 'server ws,eio message']);
    expect(units.flatMap(tears)).toEqual([]);
  });

  it('until a CONNECT shows that it is Socket.IO', () => {
    const units = afterUpgrade([up(frame('40', { key: [1, 2, 3, 4] })), down(frame('4hello'))], PATH);
    expect(story(units)).toEqual([
      'client ws,eio,sio message CONNECT',
      'server ws,eio,sio message !sio-type',
    ]);
  });
});

test('ten thousand nested arrays are one argument', () => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const [unit] = afterUpgrade([down(frame(`42["deep",${deep}]`))]);
  expect(
    unit &&
      leavesOf(dissect(unit), 0)
        .map(({ key, end, start }) => [key, end - start])
        .slice(-2),
  ).toEqual([
    ['sio.arg', 20_000],
    ['sio.punctuation', 1],
  ]);
});
