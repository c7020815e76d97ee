import { expect, test } from 'vitest';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import type { MessageRecord, Role } from '@/lib/capture/record';
import { openConnection } from './connection';
import { feedMessage } from './import';
import type { Unit } from './layer';
import { get, http, story, switching, tears, upgrade } from './made-wire';

type Message = readonly [Role, MessageRecord['form'], Uint8Array, cut?: boolean];

function unitsOf(...messages: readonly Message[]): Unit[] {
  const state = openConnection();
  return messages.map(([from, form, bytes, cut]) =>
    feedMessage(state, from, { form, bytes, ...(cut && { cut }) }),
  );
}

test('the body of an import is all that follows the head: it was opened before it was kept', () => {
  const head = [
    'HTTP/1.1 200 OK',
    'Content-Encoding: gzip',
    'Transfer-Encoding: chunked',
    'Content-Length: 3',
  ];
  const units = unitsOf(
    ['client', 'http-request', get('/socket.io/?EIO=4&transport=polling&sid=s')],
    ['server', 'http-response', http(head, '42["hi"]\u001e2')],
  );
  expect(units[1]?.packets.map(({ eio, start, end }) => [eio.type, start, end])).toEqual([
    ['message', 90, 98],
    ['ping', 99, 100],
  ]);
  expect(units.flatMap(tears)).toEqual([]);
});

test('messages without frames are packets of the session that the upgrade named', () => {
  const units = unitsOf(
    ['client', 'http-request', upgrade('/socket.io/?EIO=4&transport=websocket')],
    ['server', 'http-response', switching()],
    ['client', 'ws-text', utf8Bytes('2probe')],
    ['server', 'ws-text', utf8Bytes('451-["b",{"_placeholder":true,"num":0}]')],
    ['server', 'ws-binary', Uint8Array.of(1, 2)],
    ['server', 'ws-text', Uint8Array.of(0x34, 0xff)],
    ['server', 'ws-text', utf8Bytes('42["ha'), true],
  );
  expect(story(units)).toEqual([
    'client http',
    'server http',
    'client eio ping',
    'server eio,sio message BINARY_EVENT',
    'server eio,sio message',
    'server data !ws-utf8',
    'server eio,sio message EVENT !import-cut',
  ]);
  expect(units.flatMap(tears)).toEqual([]);
});

test.each<[string, readonly Message[]]>([
  [
    'a body that was left out',
    [
      ['client', 'http-request', get('/socket.io/?EIO=4&transport=polling&sid=s')],
      ['server', 'http-response', http(['HTTP/1.1 200 OK']), true],
    ],
  ],
  [
    'a body that was cut',
    [
      ['client', 'http-request', get('/socket.io/?EIO=4&transport=polling&sid=s')],
      ['server', 'http-response', http(['HTTP/1.1 200 OK'], '42["hi"]\u001e45'), true],
    ],
  ],
  ['a message that was left out', [['server', 'ws-text', new Uint8Array(0), true]]],
])('what came in %s may have announced an attachment', (_, before) => {
  const units = unitsOf(
    ['client', 'http-request', upgrade('/socket.io/?EIO=4&transport=websocket&sid=s')],
    ['server', 'http-response', switching()],
    ['server', 'ws-text', utf8Bytes('42["here one knows"]')],
    ...before,
    ['server', 'ws-binary', Uint8Array.of(1, 2)],
    ['server', 'ws-text', utf8Bytes('42["and here again"]')],
    ['server', 'ws-binary', Uint8Array.of(1, 2)],
  );
  expect(story(units).slice(-3)).toEqual([
    'server eio,sio message',
    'server eio,sio message EVENT',
    'server eio,sio message !sio-attachment-unexpected',
  ]);
  expect(units.flatMap(tears)).toEqual([]);
});

test('of another path they are what the program sent', () => {
  const units = unitsOf(
    ['client', 'http-request', upgrade('/chat')],
    ['server', 'http-response', switching()],
    ['client', 'ws-text', utf8Bytes('42')],
  );
  expect(story(units)).toEqual(['client http', 'server http', 'client data']);
});

test('messages count as bytes of their direction', () => {
  const first = get('/a');
  const second = concatBytes([get('/b'), utf8Bytes('x')]);
  const units = unitsOf(['client', 'http-request', first], ['client', 'http-request', second]);
  expect(units.map(({ offset }) => offset)).toEqual([0, first.length]);
});

test("a body that the file cut is not the peer's fault", () => {
  const POLL = '/socket.io/?EIO=4&transport=polling&sid=s';
  const head = ['HTTP/1.1 200 OK', 'Content-Length: 30'];
  const units = unitsOf(
    ['client', 'http-request', get(POLL)],
    ['server', 'http-response', http(head, '42["hel'), true],
    ['client', 'http-request', get(POLL)],
    ['server', 'http-response', http(head), true],
  );
  expect(story(units)).toEqual([
    'client http',
    'server http,eio,sio message EVENT !import-cut',
    'client http',
    'server http !import-cut',
  ]);
  expect(units.flatMap(({ issues }) => issues.map(({ message, level }) => `${level}: ${message}`))).toEqual([
    'warn: The file has only the beginning of this body',
    'warn: The file left out this body',
  ]);
  expect(units.flatMap(tears)).toEqual([]);
});

test('of a message that is too long the beginning is kept, and the rest counted', () => {
  const long = utf8Bytes(`42["${'x'.repeat(5_000_000)}"]`);
  const [, asked, said, answered, after] = unitsOf(
    ['client', 'http-request', upgrade('/socket.io/?EIO=4&transport=websocket')],
    ['server', 'http-response', switching()],
    ['server', 'ws-text', long],
    ['server', 'http-response', concatBytes([utf8Bytes('HTTP/1.1 200 OK\r\n\r\n'), long])],
    ['server', 'ws-text', utf8Bytes('2')],
  );
  // 4 MiB are 4,194,304 bytes; a text of 5,000,006 has 805,702 more.
  expect([said, answered].map((unit) => [unit?.wire.length, unit?.skipped])).toEqual([
    [4_194_304, 805_702],
    [4_194_304, 805_721],
  ]);
  expect(story([said, answered, after].flatMap((unit) => unit ?? []))).toEqual([
    'server eio,sio message EVENT !ws-too-long',
    'server http !http-too-long',
    'server eio ping',
  ]);
  expect(said?.issues[0]?.message).toBe('805702 bytes of this message are not kept');
  expect((after?.offset ?? 0) - (said?.offset ?? 0)).toBe(5_000_006 + 5_000_025);
  expect(asked?.skipped).toBe(undefined);
});
