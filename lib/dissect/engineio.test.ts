import { describe, expect, it } from 'vitest';
import { dissect } from './dissect';
import type { Unit } from './layer';
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

const POLL = '/socket.io/?EIO=4&transport=polling';
const WS = '/socket.io/?EIO=4&transport=websocket';
const OPEN =
  '0{"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

/** Leaves of the body of an answer to a poll, counted from the body's first byte. */
function body(text: string | Uint8Array, target = POLL, ...headers: readonly string[]): string[] {
  const [, unit] = unitsOf([up(get(target)), down(ok(text, ...headers))]);
  if (unit === undefined) return [];
  const start = unit.wire.length - (unit.http?.bodyLength ?? 0);
  const found = leavesOf(dissect(unit), 0).filter((leaf) => leaf.start >= start);
  return found.map((leaf) => `${leaf.start - start}-${leaf.end - start} ${leaf.key}=${leaf.text}`);
}

function places(units: readonly Unit[]): string[] {
  return units.flatMap(({ issues }) =>
    issues.map(({ code, start, end, level }) => `${code} ${start}-${end} ${level}`),
  );
}

describe('a payload of protocol 4', () => {
  it('the open packet, member by member', () => {
    expect(body(OPEN)).toEqual([
      '0-1 eio.type=0 · open',
      '1-2 eio.punctuation={',
      '2-13 eio.open.sid="abc"',
      '13-14 eio.punctuation=,',
      '14-38 eio.open.upgrades=["websocket"]',
      '38-39 eio.punctuation=,',
      '39-59 eio.open.pingInterval=25000',
      '59-60 eio.punctuation=,',
      '60-79 eio.open.pingTimeout=20000',
      '79-80 eio.punctuation=,',
      '80-100 eio.open.maxPayload=1000000',
      '100-101 eio.punctuation=}',
    ]);
  });

  it('packets of every kind', () => {
    expect(body('2probe\u001e3\u001e6\u001e5\u001e1\u001ebAQID')).toEqual([
      '0-1 eio.type=2 · ping',
      '1-6 eio.data="probe"',
      '6-7 eio.separator=U+001E',
      '7-8 eio.type=3 · pong',
      '8-9 eio.separator=U+001E',
      '9-10 eio.type=6 · noop',
      '10-11 eio.separator=U+001E',
      '11-12 eio.type=5 · upgrade',
      '12-13 eio.separator=U+001E',
      '13-14 eio.type=1 · close',
      '14-15 eio.separator=U+001E',
      '15-16 eio.type=b · message, base64',
      '16-20 eio.base64=3 bytes',
    ]);
  });

  it('nothing is read after a broken packet', () => {
    const [unit] = unitsOf([up(post(`${POLL}&sid=a`, '3\u001ex\u001e3'))]);
    expect(unit?.packets.map(({ eio }) => eio.type)).toEqual(['pong']);
    expect(unit?.issues.map(({ code, message }) => [code, message])).toEqual([
      ['eio-type', 'There is no packet type "x"'],
    ]);
    expect(body('3\u001ex\u001e3')).toEqual([
      '0-1 eio.type=3 · pong',
      '1-2 eio.separator=U+001E',
      '2-3 eio.unread=x',
      '3-5 eio.unread=\u001e3',
    ]);
  });

  it('the handshake is told apart in the packet, too', () => {
    const [, unit] = unitsOf([up(get(POLL)), down(ok(OPEN))]);
    expect(unit?.packets[0]?.eio.handshake).toEqual({
      sid: 'abc',
      upgrades: ['websocket'],
      pingInterval: 25000,
      pingTimeout: 20000,
      maxPayload: 1000000,
    });
  });

  it('answers that are no payload are bodies', () => {
    const said = [
      up(post(`${POLL}&sid=a`, '3')),
      down(ok('ok')),
      up(get('/socket.io/socket.io.js')),
      down(ok('0')),
    ];
    expect(story(unitsOf(said))).toEqual([
      'client http,eio pong',
      'server http',
      'client http',
      'server http',
    ]);
  });
});

describe('a payload of protocol 3', () => {
  const OLD = '/socket.io/?EIO=3&transport=polling';

  it('has lengths in characters', () => {
    expect(body('8:42["🎉"]2:40', OLD)).toEqual([
      '0-2 eio.length=8',
      '2-3 eio.type=4 · message',
      '3-4 sio.type=2 · EVENT',
      '4-5 sio.punctuation=[',
      '5-11 sio.event="🎉"',
      '11-12 sio.punctuation=]',
      '12-14 eio.length=2',
      '14-15 eio.type=4 · message',
      '15-16 sio.type=0 · CONNECT',
    ]);
  });

  it('has a type after the b of base64', () => {
    expect(body('6:b4AQID', OLD)).toEqual([
      '0-2 eio.length=6',
      '2-4 eio.type=b4 · message, base64',
      '4-8 eio.base64=3 bytes',
    ]);
  });

  it('may be binary: lengths of one byte a digit', () => {
    const bytes = Uint8Array.of(0, 2, 255, 0x34, 0x30, 1, 1, 0, 255, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect(body(bytes, OLD, 'Content-Type: application/octet-stream')).toEqual([
      '0-3 eio.length=2',
      '3-4 eio.type=4 · message',
      '4-5 sio.type=0 · CONNECT',
      '5-9 eio.length=10',
      '9-10 eio.type=4 · message',
      '10-19 sio.attachment=9 bytes',
    ]);
  });

  it('is guessed where the request does not say', () => {
    const target = '/socket.io/?transport=polling';
    expect(body('2:40', target)[0]).toBe('0-2 eio.length=2');
    expect(body('40', target)[0]).toBe('0-1 eio.type=4 · message');
  });

  it('in answer to a request for protocol 4 is a fault of its own', () => {
    const [, unit] = unitsOf([up(get(POLL)), down(ok('96:0{"sid":"x"}'))]);
    expect(unit?.issues.map(({ code }) => code)).toEqual(['eio-version']);
  });

  it.each<[string, string, string]>([
    ['a length that is none', 'x:40', 'eio-length'],
    ['a length and no colon', '2', 'eio-length'],
    ['a length that is too long', '9:40', 'eio-length'],
    ['no length at all', ':40', 'eio-length'],
    ['a packet that is none', '1:9', 'eio-type'],
  ])('%s', (_, text, code) => {
    const [, unit] = unitsOf([up(get(OLD)), down(ok(text))]);
    expect(unit?.issues.map((issue) => issue.code)).toEqual([code]);
    expect(unit && tears(unit)).toEqual([]);
  });
});

describe('frames: one packet a message', () => {
  const after = (said: readonly Said[], target = WS) =>
    unitsOf([up(upgrade(target)), down(switching()), ...said]).slice(2);
  const key = [0, 0, 0, 0];

  it.each<[string, Said[], string[], string?]>([
    ['a client that pings', [up(frame('2', { key }))], ['eio-direction 0-1 error']],
    ['a server that pongs', [down(frame('3'))], ['eio-direction 2-3 warn']],
    ['a probe is no heartbeat', [up(frame('2probe', { key })), down(frame('3probe'))], []],
    ['heartbeats as they should be', [down(frame('2')), up(frame('3', { key }))], []],
    [
      'in protocol 3 the client asks',
      [up(frame('2', { key })), down(frame('3'))],
      [],
      '/socket.io/?EIO=3&transport=websocket',
    ],
    [
      'and the server does not',
      [down(frame('2'))],
      ['eio-direction 2-3 error'],
      '/socket.io/?EIO=3&transport=websocket',
    ],
    ['a client that opens', [up(frame('0{}', { key }))], ['eio-direction 0-3 warn']],
    ['a handshake that is not JSON', [down(frame('0{'))], ['eio-handshake 2-4 error']],
    ['a handshake that is no object', [down(frame('0[]'))], ['eio-handshake 2-5 error']],
    ['a handshake without its sid', [down(frame('0{"upgrades":[]}'))], ['eio-handshake 2-18 error']],
    ['an empty message', [down(frame(''))], ['eio-type 1-2 error']],
    ['a type that does not exist', [down(frame('7'))], ['eio-type 2-3 error']],
    [
      'base64 with a space in it',
      [down(frame('bAQ ID'))],
      ['eio-base64 2-8 warn', 'sio-attachment-unexpected 0-3 error'],
    ],
  ])('%s', (_, said, expected, target) => {
    const units = after(said, target);
    expect(places(units)).toEqual(expected);
    expect(units.flatMap(tears)).toEqual([]);
  });
});
