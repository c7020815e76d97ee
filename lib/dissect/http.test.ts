import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it, test } from 'vitest';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { feed, finish, openConnection } from './connection';
import { dissect } from './dissect';
import {
  down,
  frame,
  get,
  http,
  KEY,
  leavesText,
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

test('a request is told to the last byte', () => {
  const [unit] = unitsOf([up(get('/socket.io/?EIO=4&transport=polling&t=%C3%A9+x'))]);
  expect(unit && leavesText(unit, 0)).toEqual([
    '0-3 http.method=GET',
    '3-4 http.mark=space',
    '4-15 http.path=/socket.io/',
    '15-16 http.mark=?',
    '16-21 http.query.EIO=4',
    '21-22 http.mark=&',
    '22-39 http.query.transport=polling',
    '39-40 http.mark=&',
    '40-50 http.query.t=é x',
    '50-51 http.mark=space',
    '51-59 http.version=HTTP/1.1',
    '59-61 http.mark=line end',
    '61-72 http.header.host=lab',
    '72-74 http.end=CRLF',
  ]);
  expect(unit?.http).toEqual({
    kind: 'request',
    method: 'GET',
    target: '/socket.io/?EIO=4&transport=polling&t=%C3%A9+x',
    headers: { host: 'lab' },
    query: { EIO: '4', transport: 'polling', t: 'é x' },
    bodyLength: 0,
  });
});

test('chunks are fields of the wire, and what they carry is a buffer of its own', () => {
  const body = '1\r\n2\r\n3;a=b\r\n\u001e6\u001e\r\n1\r\n3\r\n0\r\nX-T: 1\r\n\r\n';
  const [, unit] = unitsOf([
    up(get(POLL)),
    down(http(['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'], body)),
  ]);
  const start = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'.length;
  const places = unit && leavesText(unit, 0).filter((line) => Number(line.split('-')[0]) >= start);
  const at = (from: number, to: number) => `${start + from}-${start + to}`;
  expect(places).toEqual([
    `${at(0, 3)} http.chunk.size=1 · 1 byte`,
    `${at(3, 4)} http.chunk.data=1 byte`,
    `${at(4, 6)} http.mark=line end`,
    `${at(6, 13)} http.chunk.size=3;a=b · 3 bytes`,
    `${at(13, 16)} http.chunk.data=3 bytes`,
    `${at(16, 18)} http.mark=line end`,
    `${at(18, 21)} http.chunk.size=1 · 1 byte`,
    `${at(21, 22)} http.chunk.data=1 byte`,
    `${at(22, 24)} http.mark=line end`,
    `${at(24, 27)} http.chunk.size=0`,
    `${at(27, 35)} http.trailer=X-T: 1`,
    `${at(35, 37)} http.end=CRLF`,
  ]);
  expect(unit && leavesText(unit, 1)).toEqual([
    '0-1 eio.type=2 · ping',
    '1-2 eio.separator=U+001E',
    '2-3 eio.type=6 · noop',
    '3-4 eio.separator=U+001E',
    '4-5 eio.type=3 · pong',
  ]);
  expect(unit?.packets.map(({ eio, buffer, start: from, end }) => [eio.type, buffer, from, end])).toEqual([
    ['ping', 1, 0, 1],
    ['noop', 1, 2, 3],
    ['pong', 1, 4, 5],
  ]);
});

describe('a compressed body opens into a buffer', () => {
  const text = '42["hi"]';
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['BR', brotliCompressSync(text)],
  ])('%s', (coding, body) => {
    const [, unit] = unitsOf([up(get(POLL)), down(ok(body, `Content-Encoding: ${coding}`))]);
    expect(unit && dissect(unit).buffers.map(({ name }) => name)).toEqual(['wire', 'inflated']);
    expect(unit && leavesText(unit, 1).slice(0, 2)).toEqual([
      '0-1 eio.type=4 · message',
      '1-2 sio.type=2 · EVENT',
    ]);
    expect(unit && story([unit])).toEqual(['server http,eio,sio message EVENT']);
  });

  it('in chunks as well', () => {
    const packed = gzipSync(text);
    const half = packed.length >> 1;
    const chunk = (bytes: Uint8Array) =>
      concatBytes([utf8Bytes(`${bytes.length.toString(16)}\r\n`), bytes, utf8Bytes('\r\n')]);
    const body = concatBytes([
      chunk(packed.subarray(0, half)),
      chunk(packed.subarray(half)),
      utf8Bytes('0\r\n\r\n'),
    ]);
    const head = ['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', 'Content-Encoding: gzip'];
    const [, unit] = unitsOf([up(get(POLL)), down(http(head, body))]);
    expect(unit && dissect(unit).buffers.map(({ name }) => name)).toEqual([
      'wire',
      'reassembled',
      'inflated',
    ]);
    expect(unit?.packets[0]).toMatchObject({ buffer: 2, start: 0, end: 8 });
    expect(unit && tears(unit)).toEqual([]);
  });
});

describe('requests and responses', () => {
  it.each<[string, Said[], string[]]>([
    [
      'pipelined requests are answered in order',
      [up(get('/a'), get('/b')), down(ok('a'), ok('b'))],
      ['client /a', 'client /b', 'server /a', 'server /b'],
    ],
    [
      'an answer to HEAD has no body, whatever it says',
      [
        up(http(['HEAD /a HTTP/1.1']), get('/b')),
        down(http(['HTTP/1.1 200 OK', 'Content-Length: 9']), ok('b')),
      ],
      ['client /a', 'client /b', 'server /a', 'server /b'],
    ],
    [
      '100 Continue is a unit of its own and answers nothing',
      [up(post('/a', 'x')), down(http(['HTTP/1.1 100 Continue']), ok('a'))],
      ['client /a', 'server /a', 'server /a'],
    ],
    [
      '204 and 304 have no body',
      [
        up(get('/a'), get('/b'), get('/c')),
        down(http(['HTTP/1.1 204 No Content']), http(['HTTP/1.1 304 Not Modified']), ok('')),
      ],
      ['client /a', 'client /b', 'client /c', 'server /a', 'server /b', 'server /c'],
    ],
    [
      'an answer without a length ends with the connection',
      [up(get('/a')), down(http(['HTTP/1.1 200 OK'], 'all of it'))],
      ['client /a', 'server /a'],
    ],
    [
      'an answer may come before the request is whole',
      [
        up(http(['POST /a HTTP/1.1', 'Content-Length: 3'])),
        down(ok('no')),
        up(utf8Bytes('abc'), get('/b')),
        down(ok('b')),
      ],
      ['server /a', 'client /a', 'client /b', 'server /b'],
    ],
  ])('%s', (_, said, expected) => {
    expect(unitsOf(said).map(({ from, http: summary }) => `${from} ${summary?.target}`)).toEqual(expected);
    expect(unitsOf(said).flatMap(({ issues }) => issues)).toEqual([]);
  });
});

describe('the upgrade', () => {
  const WS = '/socket.io/?EIO=4&transport=websocket&sid=a';

  it('makes both directions WebSocket, even within one chunk', () => {
    const said = [
      up(upgrade(WS), frame('2probe', { key: [1, 2, 3, 4] })),
      down(switching(), frame('3probe')),
    ];
    expect(story(unitsOf(said))).toEqual([
      'client http',
      'server http',
      'client ws,eio ping',
      'server ws,eio pong',
    ]);
  });

  it('leaves HTTP as it was where it is refused', () => {
    const refused = http(['HTTP/1.1 400 Bad Request', 'Content-Length: 0']);
    const said = [up(upgrade(WS), get('/after')), down(refused, ok(''))];
    expect(unitsOf(said).map(({ http: summary }) => summary?.target)).toEqual([WS, WS, '/after', '/after']);
  });

  it('is checked: the answer must prove that it read the key', () => {
    const wrong = http([
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Sec-WebSocket-Accept: no',
    ]);
    const [, unit] = unitsOf([up(upgrade(WS)), down(wrong)]);
    const from = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: '.length;
    expect(unit?.issues).toEqual([
      {
        code: 'ws-accept',
        message: 'For this key the answer must be s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
        level: 'error',
        buffer: 0,
        start: from,
        end: from + 2,
      },
    ]);
  });

  it('shows the HTTP error that a server wrote after its 101 as what it is', () => {
    const error = 'HTTP/1.1 400 Bad Request\r\n\r\nUnsupported protocol version';
    const units = unitsOf([
      up(upgrade('/socket.io/?EIO=3&transport=websocket')),
      down(switching(), utf8Bytes(error)),
    ]);
    expect(story(units)).toEqual(['client http', 'server http', 'server data !ws-http']);
    expect(units[2] && leavesText(units[2], 0)).toEqual([`0-${error.length} data.text=${error}`]);
  });

  it('of another protocol is a tunnel', () => {
    const ask = get('/', 'Connection: Upgrade', 'Upgrade: h2c');
    const yes = http(['HTTP/1.1 101 Switching Protocols', 'Upgrade: h2c', 'Connection: Upgrade']);
    expect(story(unitsOf([up(ask), down(yes, utf8Bytes('frames')), up(utf8Bytes('more'))]))).toEqual([
      'client http',
      'server http',
      'client data',
      'server data',
    ]);
  });
});

describe('faults of the peer', () => {
  it.each<[string, Said[], string[]]>([
    ['bytes that are not HTTP', [up(utf8Bytes('\u0016\u0003\u0001'))], ['client data !http-start-line']],
    ['a start line that is none', [up(http(['GET /'])), down()], ['client http !http-start-line']],
    ['a header without colon', [up(http(['GET / HTTP/1.1', 'Host lab']))], ['client http !http-header']],
    [
      'a header whose name is none',
      [up(http(['GET / HTTP/1.1', 'Ho st: lab']))],
      ['client http !http-header'],
    ],
    [
      'lines that end in LF alone',
      [up(utf8Bytes('GET / HTTP/1.1\nHost: lab\n\n'))],
      ['client http !http-line-end !http-line-end !http-line-end'],
    ],
    [
      'a length that is no number',
      [up(http(['POST / HTTP/1.1', 'Content-Length: x'], 'abc'))],
      ['client http !http-length', 'client data !http-length'],
    ],
    [
      'lengths that differ',
      [up(http(['POST / HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2']))],
      ['client http !http-length'],
    ],
    [
      'a length and chunks',
      [up(http(['POST / HTTP/1.1', 'Content-Length: 9', 'Transfer-Encoding: chunked'], '0\r\n\r\n'))],
      ['client http !http-length'],
    ],
    [
      'a chunk without a size',
      [up(http(['POST / HTTP/1.1', 'Transfer-Encoding: chunked'], 'zz\r\n'))],
      ['client http !http-chunk'],
    ],
    [
      'a chunk that does not end',
      [up(http(['POST / HTTP/1.1', 'Transfer-Encoding: chunked'], '1\r\nabc'))],
      ['client http !http-chunk'],
    ],
    [
      'a body that is cut',
      [up(http(['POST / HTTP/1.1', 'Content-Length: 9'], 'abc'))],
      ['client http !http-cut'],
    ],
    ['a head that is cut', [up(utf8Bytes('GET / HTTP/1.1\r\nHost: l'))], ['client http !http-cut']],
    ['an answer nobody asked for', [down(ok('x'))], ['server http !http-unasked']],
    [
      'gzip that is none',
      [up(get(POLL)), down(ok('42["hi"]', 'Content-Encoding: gzip'))],
      ['client http', 'server http !http-inflate'],
    ],
    [
      'gzip that is cut',
      [up(get(POLL)), down(ok(gzipSync('42["hi"]').subarray(0, 20), 'Content-Encoding: gzip'))],
      ['client http', 'server http !http-inflate'],
    ],
    [
      'Brotli that is none',
      [up(get(POLL)), down(ok('42["hi"]', 'Content-Encoding: br'))],
      ['client http', 'server http !http-inflate'],
    ],
    [
      'Brotli that is cut by one byte',
      [up(get(POLL)), down(ok(brotliCompressSync('42["hi"]').subarray(0, -1), 'Content-Encoding: br'))],
      ['client http', 'server http !http-inflate'],
    ],
    [
      'a coding nobody knows',
      [up(get(POLL)), down(ok('x', 'Content-Encoding: zstd'))],
      ['client http', 'server http !http-coding'],
    ],
    [
      'a key that is not 16 bytes',
      [up(get('/', 'Upgrade: websocket', 'Sec-WebSocket-Key: abc'))],
      ['client http !ws-key'],
    ],
    ['no key', [up(get('/', 'Upgrade: websocket'))], ['client http !ws-key']],
    [
      'an old WebSocket',
      [up(get('/', 'Upgrade: websocket', `Sec-WebSocket-Key: ${KEY}`, 'Sec-WebSocket-Version: 8'))],
      ['client http !ws-version'],
    ],
  ])('%s', (_, said, expected) => {
    expect(story(unitsOf(said))).toEqual(expected);
    expect(unitsOf(said).flatMap(tears)).toEqual([]);
  });

  it('a head that never ends makes the direction raw, in blocks', () => {
    const units = unitsOf([up(utf8Bytes(`GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}`))]);
    expect(units[0]?.issues.map(({ code }) => code)).toEqual(['http-head-too-long']);
    expect(units.map(({ wire }) => wire.length).slice(0, -1)).toEqual(Array(68).fill(1024));
  });

  it('a gigabyte in a header costs no gigabyte: what is too long is counted, and the next message is found', () => {
    const state = openConnection();
    const block = new Uint8Array(2 ** 20).fill(0x61);
    const length = 24 * block.length;
    feed(state, 'client', http(['POST /big HTTP/1.1', `Content-Length: ${length}`]));
    const units = Array.from({ length: 24 }, () => feed(state, 'client', block)).flat();
    units.push(...feed(state, 'client', get('/next')), ...finish(state, 'client'));
    expect(story(units)).toEqual(['client http !http-too-long', 'client http']);
    expect(units[0]?.wire.length).toBe(2 ** 22);
    // All of its bytes are either kept or counted.
    expect(2 ** 22 + (units[0]?.skipped ?? 0)).toBe(units[1]?.offset);
  });
});

test('JSONP: a script around a string, and a form around it on the way back', () => {
  const said = [
    up(get(`${POLL}&j=0`)),
    down(ok('___eio[0]("42[\\"é\\"]");', 'Content-Type: text/javascript')),
    up(
      post(`${POLL}&j=0&sid=a`, 'd=42%5B%22%5C%5Cn%22%5D', 'Content-Type: application/x-www-form-urlencoded'),
    ),
  ];
  const [, answer, form] = unitsOf(said);
  expect(answer?.packets.map(({ eio }) => eio.data)).toEqual(['2["é"]']);
  expect(form?.packets.map(({ eio }) => eio.data)).toEqual(['2["\\n"]']);
  expect(answer && leavesText(answer, 0).slice(-3)).toEqual([
    '70-80 http.jsonp=___eio[0](',
    '80-92 http.body="42[\\"é\\"]"',
    '92-94 http.jsonp=);',
  ]);
  expect(unitsOf(said).flatMap(tears)).toEqual([]);
});
