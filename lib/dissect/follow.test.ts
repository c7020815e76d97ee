import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, utf8Bytes } from '@/lib/base/bytes';
import { feed, openConnection } from './connection';
import { follow } from './follow';

const HELLO = utf8Bytes(
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: eA==\r\n\r\n',
);
const AGREED = utf8Bytes(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
);

function frame(first: number, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const head = length < 126 ? [first, length] : [first, 126, length >> 8, length & 0xff];
  return concatBytes([Uint8Array.from(head), payload]);
}

// Whole messages, fragments of one, control frames between them.
const message = fc.oneof(
  fc
    .tuple(fc.constantFrom(0x81, 0x82), fc.uint8Array({ maxLength: 300 }))
    .map(([first, payload]) => [frame(first, payload)]),
  fc.constantFrom(0x89, 0x8a).map((first) => [frame(first, utf8Bytes('hi'))]),
  fc.constant([frame(0x01, utf8Bytes('42["a')), frame(0x89, utf8Bytes('')), frame(0x80, utf8Bytes('"]'))]),
);

test('who follows reads the rest as who has read all along, wherever chunks and reading begin', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 12 }),
      fc.array(fc.nat(2000)),
      fc.nat(20),
      (messages, cuts, until) => {
        const stream = concatBytes(messages.flat());
        const edges = [...cuts.map((cut) => cut % (stream.length + 1)), 0, stream.length].sort(
          (a, b) => a - b,
        );
        const chunks = edges.slice(1).map((edge, i) => stream.subarray(edges[i], edge));
        const [read, followed] = [openConnection(), openConnection()];
        for (const state of [read, followed]) {
          feed(state, 'client', HELLO);
          feed(state, 'server', AGREED);
        }
        const expected = chunks.flatMap((chunk, i) => {
          const units = feed(read, 'server', chunk);
          return i < until ? [] : units;
        });
        let ahead = 0;
        const found = chunks.flatMap((chunk, i) => {
          const passed = Math.min(ahead, chunk.length);
          ahead -= passed;
          const rest = chunk.subarray(passed);
          if (i >= until) return feed(followed, 'server', rest);
          if (rest.length > 0) ahead = follow(followed, 'server', rest);
          return [];
        });
        // A message that has begun before anybody read is nobody's.
        const begin = chunks.slice(0, until).reduce((sum, { length }) => sum + length, AGREED.length);
        const shown = (units: typeof found) =>
          units.flatMap(({ offset, wire, ws }) => (offset < begin ? [] : [[offset, [...wire], ws]]));
        expect(shown(found)).toEqual(shown(expected));
      },
    ),
  );
});

test('who follows an HTTP message knows where it ends, and not what is in it', () => {
  const post = (body: string) =>
    utf8Bytes(
      `POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  const announced = post('451-["a",{"_placeholder":true,"num":0}]');
  const [followed, read] = [openConnection(), openConnection()];
  follow(followed, 'client', announced);
  feed(read, 'client', announced);
  expect([followed.client.offset, read.client.offset]).toEqual([announced.length, announced.length]);
  expect([followed.sessions.size, read.sessions.size]).toEqual([0, 1]);
  // From the next message on it may read.
  const types = feed(followed, 'client', post('41')).flatMap(({ packets }) =>
    packets.map(({ sio }) => sio?.type),
  );
  expect(types).toEqual(['DISCONNECT']);
});
