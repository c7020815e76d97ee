import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '@/lib/base/bytes';
import { MAX_UNIT } from './connection-state';
import { dissect } from './dissect';
import type { Unit } from './layer';
import {
  down,
  frame,
  get,
  http,
  ok,
  type Said,
  story,
  switching,
  tears,
  unitsOf,
  up,
  upgrade,
} from './made-wire';

/** Of what is longer than 4 MiB only the beginning is kept. Its receiver had all of it, and the session goes on. */

const KEY = [0xa1, 0x5e, 0x09, 0xc4];
const DEFLATE = 'Sec-WebSocket-Extensions: permessage-deflate';
const POLL = '/socket.io/?EIO=4&transport=polling&sid=s1';
const LONG = 'x'.repeat(MAX_UNIT);
const BLOB = new Uint8Array(MAX_UNIT + 1000);

function socket(said: readonly Said[], ...headers: readonly string[]): Unit[] {
  const target = '/socket.io/?EIO=4&transport=websocket';
  return unitsOf([up(upgrade(target)), down(switching(...headers)), ...said]).slice(2);
}

/** What the Socket.IO packets of units say, their payload as it was read. */
function said(units: readonly Unit[]): unknown[] {
  return units.flatMap(({ packets }) => packets.map(({ sio }) => sio?.data));
}

function leaves(unit: Unit | undefined): string[] {
  return (unit ? dissect(unit).layers : []).flatMap(({ name, fields }) =>
    fields.flatMap((field) => [field, ...(field.children ?? [])]).map(({ key }) => `${name} ${key}`),
  );
}

describe('over WebSocket', () => {
  it('an attachment is one all the same, and what follows it is no fault', () => {
    const units = socket([
      down(frame('451-["pic",{"_placeholder":true,"num":0}]')),
      down(frame(BLOB)),
      down(frame('42["after"]')),
    ]);
    expect(story(units)).toEqual([
      'server ws,eio,sio message BINARY_EVENT',
      'server ws,eio,sio message !ws-too-long',
      'server ws,eio,sio message EVENT',
    ]);
    expect(units.flatMap(tears)).toEqual([]);
    expect(leaves(units[1])).toContain('sio sio.attachment');
  });

  it('of an event the name and the arguments that are whole are read, of any other nothing is made up', () => {
    const [unit] = socket([up(frame(`42/admin,7["photo",{"w":1},"${LONG}"]`, { key: KEY }))]);
    expect(story(unit ? [unit] : [])).toEqual(['client ws,eio,sio message EVENT !ws-too-long']);
    expect(unit?.packets[0]?.sio).toEqual({
      type: 'EVENT',
      nsp: '/admin',
      id: 7,
      data: ['photo', { w: 1 }],
    });
    expect(leaves(unit).filter((leaf) => leaf.startsWith('sio'))).toEqual([
      'sio sio.type',
      'sio sio.nsp',
      'sio sio.mark',
      'sio sio.id',
      'sio sio.data',
      'sio sio.punctuation',
      'sio sio.event',
      'sio sio.punctuation',
      'sio sio.arg',
      'sio sio.punctuation',
      'sio sio.arg',
    ]);
    expect(unit && tears(unit)).toEqual([]);
  });

  it.each<[string, string, unknown]>([
    ['an event whose only argument is cut', `42["photo","${LONG}"]`, ['photo']],
    ['an ack', `430[1,"${LONG}"]`, [1]],
    ['a name that is cut', `42["${LONG}"]`, undefined],
    ['the object of a CONNECT', `40{"token":"${LONG}"}`, undefined],
  ])('%s', (_, text, data) => {
    const units = socket([up(frame(text, { key: KEY }))]);
    expect(said(units)).toEqual([data]);
    expect(units[0]?.issues.map(({ code, level }) => [code, level])).toEqual([['ws-too-long', 'warn']]);
  });

  it.each([1, 2, 3])('a character that is cut after %i of 4 bytes is not malformed', (kept) => {
    const text = `42["a","${'x'.repeat(MAX_UNIT - 10 - 8 - kept)}😀"]${' '.repeat(9)}`;
    const [unit] = socket([down(frame(text))]);
    expect(story(unit ? [unit] : [])).toEqual(['server ws,eio,sio message EVENT !ws-too-long']);
    expect(unit && tears(unit)).toEqual([]);
  });

  it('text that is malformed before the cut is the peer’s fault', () => {
    const bytes = utf8Bytes(`42["a","${LONG}"]`);
    bytes[20] = 0xff;
    const [unit] = socket([down(frame(bytes, { opcode: 1 }))]);
    expect(story(unit ? [unit] : [])).toEqual(['server ws !ws-too-long !ws-utf8']);
  });

  it('bytes that nobody announced may be a packet of msgpack, so nothing is said of them', () => {
    const [unit] = socket([down(frame(BLOB))]);
    expect(story(unit ? [unit] : [])).toEqual(['server ws,eio message !ws-too-long']);
  });

  it('a message that is too long in frames that are not is read by its beginning', () => {
    const units = socket([
      down(frame(`451-["pic",{"_placeholder":true,"num":0}]`)),
      down(frame(BLOB.subarray(0, MAX_UNIT - 50), { fin: false })),
      down(frame(BLOB.subarray(0, 100), { opcode: 0, fin: false })),
      down(frame(BLOB.subarray(0, 100), { opcode: 0 })),
      down(frame('42["after"]')),
    ]);
    expect(story(units)).toEqual([
      'server ws,eio,sio message BINARY_EVENT',
      'server ws',
      'server ws',
      'server ws,eio,sio message !ws-too-long',
      'server ws,eio,sio message EVENT',
    ]);
    expect(units[3]?.issues[0]?.message).toBe('Only the first 4194304 bytes of the message are read');
    expect(units[3]?.context?.reassembled?.length).toBe(MAX_UNIT);
    expect(units.flatMap(tears)).toEqual([]);
  });

  it('what the connection did not live to carry is no packet', () => {
    expect(story(socket([down(frame('42["cut"]').subarray(0, 8))]))).toEqual(['server ws !ws-cut']);
  });
});

describe('compressed', () => {
  const compressed = (text: string) => deflateRawSync(text, { finishFlush: 2 }).subarray(0, -4);

  it('what opens to too much is read by its beginning', () => {
    const units = socket(
      [down(frame(compressed(`42["big","${LONG}"]`), { opcode: 1, rsv1: true }))],
      DEFLATE,
    );
    expect(story(units)).toEqual(['server ws,eio,sio message EVENT !ws-deflate']);
    expect(units[0]?.issues[0]).toMatchObject({
      level: 'warn',
      message: 'The message opens to more than is kept',
    });
    expect(said(units)).toEqual([['big']]);
    expect(units.flatMap(tears)).toEqual([]);
  });

  it('a frame that is too long is opened as far as it is here', () => {
    // Hardly to be compressed: five million bytes of a generator stay so many.
    let seed = 1;
    const noise = Array.from({ length: 7_000_000 }, () => {
      seed = (seed * 48271) % 2147483647;
      return String.fromCharCode(0x30 + (seed & 63));
    }).join('');
    const units = socket(
      [down(frame(compressed(`42["big",1,"${noise}"]`), { opcode: 1, rsv1: true }))],
      DEFLATE,
    );
    expect(story(units)).toEqual(['server ws,eio,sio message EVENT !ws-too-long !ws-deflate']);
    expect(said(units)).toEqual([['big', 1]]);
    expect(units.flatMap(tears)).toEqual([]);
  });

  it('a message that points back into one that is not kept is not opened; one that does not is', () => {
    const points = Uint8Array.of(0xf2, 0x00, 0x11, 0x00, 0x00);
    const units = socket(
      [
        down(frame(compressed(`42["big","${LONG}"]`), { opcode: 1, rsv1: true })),
        down(frame(points, { opcode: 1, rsv1: true })),
        down(frame(compressed('42["small"]'), { opcode: 1, rsv1: true })),
      ],
      DEFLATE,
    );
    expect(story(units)).toEqual([
      'server ws,eio,sio message EVENT !ws-deflate',
      'server ws !ws-deflate',
      'server ws,eio,sio message EVENT',
    ]);
    expect(units[1]?.issues[0]).toMatchObject({
      level: 'warn',
      message: 'Compressed by what an earlier message said, which was not kept whole: it cannot be opened',
    });
  });
});

describe('over polling', () => {
  const packets = `42["first"]\u001e451-["pic",{"_placeholder":true,"num":0}]\u001eb${'AAAA'.repeat(MAX_UNIT / 4)}`;
  const story1 = 'message EVENT · message BINARY_EVENT · message';

  it.each<[string, Uint8Array, string]>([
    ['as it is', ok(packets), 'http-too-long'],
    ['in chunks', http(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], chunked(packets)), 'http-too-long'],
    ['gzipped', ok(gzipSync(packets), 'Content-Encoding: gzip'), 'http-inflate'],
  ])('the packets of a body up to the cut, and the next attachment is none: %s', (_, body, code) => {
    const units = unitsOf([up(get(POLL)), down(body), up(get(POLL)), down(ok('42["after"]'))]);
    expect(story(units)).toEqual([
      'client http',
      `server http,eio,sio ${story1} !${code}`,
      'client http',
      'server http,eio,sio message EVENT',
    ]);
    expect(units.flatMap(tears)).toEqual([]);
    expect(units[1]?.issues.map(({ level }) => level)).toEqual(['warn']);
  });

  it('cut at a separator, nothing is made of what comes after it', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 4999999\r\n\r\n';
    const first = `42["${'x'.repeat(MAX_UNIT - head.length - 7)}"]`;
    const body = `${first}\u001e42["second"]`.padEnd(4_999_999);
    const [, unit] = unitsOf([up(get(POLL)), ['server', utf8Bytes(`${head}${body}`)]]);
    expect(story(unit ? [unit] : [])).toEqual(['server http,eio,sio message EVENT !http-too-long']);
    expect(unit && tears(unit)).toEqual([]);
  });

  it('of JSONP, and of protocol 3, nothing is read', () => {
    const jsonp = unitsOf([up(get(`${POLL}&j=0`)), down(ok(`___eio[0]("42[\\"${LONG}\\"]");`))]);
    const lengths = unitsOf([
      up(get('/socket.io/?EIO=3&transport=polling&sid=s1')),
      down(ok(`${MAX_UNIT + 6}:42["${LONG}"]`)),
    ]);
    expect([story(jsonp)[1], story(lengths)[1]]).toEqual([
      'server http !eio-jsonp !http-too-long',
      'server http !eio-length !http-too-long',
    ]);
    expect([...jsonp, ...lengths].flatMap(tears)).toEqual([]);
  });
});

function chunked(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
}
