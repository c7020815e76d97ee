import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '@/lib/base/bytes';
import { feed, finish, openConnection } from './connection';
import { dissect } from './dissect';
import { down, frame, get, http, ok, post, story, switching, unitsOf, up, upgrade } from './made-wire';

/** Sizes at which anything worse than linear time, or a recursion over the peer's bytes, would not end in time. */

const POLL = '/socket.io/?EIO=4&transport=polling&sid=a';
const WS = '/socket.io/?EIO=4&transport=websocket';

describe('large', () => {
  it('a body of four megabytes in pieces of a hundred bytes', () => {
    const state = openConnection();
    const piece = new Uint8Array(100).fill(0x33);
    feed(state, 'client', http([`POST / HTTP/1.1`, `Content-Length: ${4_000_000}`]));
    const units = Array.from({ length: 40_000 }, () => feed(state, 'client', piece)).flat();
    expect(units.map(({ wire }) => wire.length)).toEqual([4_000_044]);
  });

  it('a hundred thousand chunks of one byte, and as many packets', () => {
    const body = '1\r\n3\r\n1\r\n\u001e\r\n'.repeat(50_000);
    const head = ['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'];
    const [, unit] = unitsOf([up(get(POLL)), down(http(head, `${body}1\r\n3\r\n0\r\n\r\n`))]);
    expect(unit?.packets.length).toBe(50_001);
  });

  it('ten thousand headers', () => {
    const [unit] = unitsOf([up(http(['GET / HTTP/1.1', ...Array<string>(10_000).fill('A:1')]))]);
    expect(unit?.http?.headers.a?.length).toBe('1, '.length * 10_000 - 2);
    expect(unit && dissect(unit).layers[0]?.fields.length).toBe(10_000 + 7);
  });

  it('a message in a hundred thousand frames', () => {
    const part = frame('', { opcode: 0, fin: false });
    const parts = Array.from({ length: 100_000 }, () => part);
    const units = unitsOf([
      up(upgrade(WS)),
      down(switching(), frame('4', { fin: false }), ...parts, frame('2["a"]', { opcode: 0 })),
    ]);
    expect(units.at(-1)?.packets[0]?.sio?.data).toEqual(['a']);
  });

  it('an event stream whose line never ends', () => {
    const state = openConnection();
    feed(state, 'client', get('/'));
    feed(state, 'server', http(['HTTP/1.1 200 OK', 'Content-Type: text/event-stream'], 'data: '));
    const piece = new Uint8Array(64).fill(0x78);
    for (let i = 0; i < 20_000; i += 1) feed(state, 'server', piece);
    expect(story(finish(state, 'server'))).toEqual(['server sse !sse-cut']);
  });
});

describe('deep and garbled', () => {
  it.each([
    ['a million open brackets', `42["a",${'['.repeat(1_000_000)}`, 'sio-json'],
    ['a string of a million escapes that never ends', `42["${'\\n'.repeat(1_000_000)}`, 'sio-json'],
    ['a number of a million digits and then a letter', `42[1${'0'.repeat(1_000_000)}x]`, 'sio-json'],
    ['an id of a million digits', `42${'1'.repeat(1_000_000)}`, 'sio-payload'],
  ])('%s', (_, text, code) => {
    const [, , unit] = unitsOf([up(upgrade(WS)), down(switching(), frame(text))]);
    expect(unit?.issues.map((issue) => issue.code)).toEqual([code]);
  });

  it('a session may be called anything', () => {
    const [unit] = unitsOf([up(post('/socket.io/?EIO=4&transport=polling&sid=__proto__', '40{"pid":"p"}'))]);
    expect(story(unit ? [unit] : [])).toEqual(['client http,eio,sio message CONNECT']);
  });

  it('so may a header and a parameter', () => {
    const [unit] = unitsOf([up(get('/?__proto__=1&constructor=2', '__proto__: 3', 'constructor: 4'))]);
    expect(Object.entries(unit?.http?.headers ?? {})).toEqual([
      ['host', 'lab'],
      ['__proto__', '3'],
      ['constructor', '4'],
    ]);
    expect(Object.entries(unit?.http?.query ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });
});

describe('more than is kept', () => {
  it.each([
    ['gzip', gzipSync(new Uint8Array(2 ** 26))],
    ['br', brotliCompressSync(new Uint8Array(2 ** 26))],
  ])('a body that opens to sixteen times what is kept is opened no further: %s', (coding, bomb) => {
    const [, unit] = unitsOf([up(get(POLL)), down(ok(bomb, `Content-Encoding: ${coding}`))]);
    expect(unit?.issues.map(({ message }) => message)).toEqual([
      'The compressed body opens to more than is kept',
      'There is no packet type "\\u0000"',
    ]);
    expect(unit && dissect(unit).buffers[1]?.bytes.length).toBe(2 ** 22);
  });

  it('a chunk of a gigabyte is followed, its end found', () => {
    const state = openConnection();
    feed(state, 'client', get('/'));
    feed(state, 'server', http(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], '2000000\r\n'));
    const block = new Uint8Array(2 ** 20);
    for (let i = 0; i < 32; i += 1) feed(state, 'server', block);
    const units = feed(state, 'server', utf8Bytes('\r\n0\r\n\r\n'));
    expect(story(units)).toEqual(['server http !http-too-long']);
    expect(units[0]?.http?.bodyLength).toBe(2 ** 25);
  });

  it('what comes before the answer to an upgrade is not waited for without end', () => {
    const state = openConnection();
    feed(state, 'client', upgrade(WS));
    const block = new Uint8Array(2 ** 20);
    const units = Array.from({ length: 17 }, () => feed(state, 'client', block)).flat();
    expect(units[0]?.issues.map(({ code }) => code)).toEqual(['http-held']);
  });
});
