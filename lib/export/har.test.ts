import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { micros } from '@/lib/base/micros';
import { readHar } from '@/lib/capture/har';
import type { Record } from '@/lib/capture/record';
import { down, frame, get, http, ok, switching, up, upgrade } from '@/lib/dissect/made-wire';
import { openTimeline, step } from '@/lib/session/fold';
import { BINARY, BLOCKED, UPGRADE, WEBSOCKET_ONLY } from '@/lib/session/stories';
import type { Timeline } from '@/lib/session/timeline';
import { recordsOf } from '@/lib/session/transcript';
import { harOf } from './har';

const CREATED = '2026-11-21T00:00:00.000Z';

function fold(records: readonly Record[]): Timeline {
  const timeline = openTimeline();
  for (const record of records) step(timeline, record);
  return timeline;
}

function throughHar(records: readonly Record[]): Timeline {
  const har: unknown = JSON.parse(JSON.stringify(harOf(fold(records), CREATED, '1')));
  return fold(readHar(har).records);
}

/** What was said, in the order in which each side said it. */
function said(timeline: Timeline, from: 'client' | 'server') {
  return timeline.entries.flatMap((entry) =>
    entry.kind === 'unit' && entry.unit.from === from
      ? entry.unit.packets.map(({ eio, sio }) => sio ?? { ...eio })
      : [],
  );
}

describe('a HAR written is a HAR that reads the same', () => {
  test.each([
    ['UPGRADE', UPGRADE],
    ['WEBSOCKET_ONLY', WEBSOCKET_ONLY],
    ['BLOCKED', BLOCKED],
    ['BINARY', BINARY],
  ])('%s', (_name, story) => {
    const records = recordsOf(story);
    const before = fold(records);
    const after = throughHar(records);
    for (const from of ['client', 'server'] as const) expect(said(after, from)).toEqual(said(before, from));
    const statuses = (timeline: Timeline) =>
      timeline.entries.flatMap((entry) => (entry.kind === 'unit' ? (entry.unit.http?.status ?? []) : []));
    expect(statuses(after)).toEqual(statuses(before));
  });

  test('what was cut, compressed or fragmented is whole and open in it', () => {
    const open = '0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
    const gzip = gzipSync(open);
    const terms = 'Sec-WebSocket-Extensions: permessage-deflate';
    const deflated = deflateRawSync('42["squeezed"]', { finishFlush: 2 }).subarray(0, -4);
    const said = [
      up(get('/socket.io/?EIO=4&transport=polling')),
      down(ok(gzip, 'Content-Encoding: gzip')),
      up(get('/socket.io/?EIO=4&transport=polling&sid=s1')),
      down(
        http(
          ['HTTP/1.1 200 OK', 'Content-Type: text/plain', 'Transfer-Encoding: chunked'],
          '3\r\n42[\r\n6\r\n"cut"]\r\n0\r\n\r\n',
        ),
      ),
      up(upgrade('/socket.io/?EIO=4&transport=websocket&sid=s1', terms)),
      down(switching(terms)),
      down(frame(deflated, { opcode: 1, rsv1: true })),
      down(frame('42["in', { fin: false }), frame(' two"]', { opcode: 0 })),
      up(frame(Uint8Array.of(1, 2, 3), { key: [5, 6, 7, 8] })),
    ];
    const records = said.map(
      ([from, bytes], i): Record => ({
        seq: i + 1,
        at: micros(i * 1000),
        type: 'bytes',
        conn: 1,
        from,
        bytes,
      }),
    );
    const events = throughHar(records).entries.flatMap((entry) =>
      entry.kind === 'unit'
        ? entry.unit.packets.map(({ eio, sio }) => sio?.data ?? eio.binary ?? eio.type)
        : [],
    );
    expect(events).toEqual(['open', ['cut'], ['squeezed'], ['in two'], Uint8Array.of(1, 2, 3)]);
  });
});

test('an exchange stands in it as Chrome writes one', () => {
  const records = recordsOf(UPGRADE);
  expect(harOf(fold(records), CREATED, '1')).toMatchObject({
    log: {
      version: '1.2',
      creator: { name: 'Socketscope', version: '1' },
      entries: [
        {
          startedDateTime: '2026-11-21T00:00:00.002Z',
          time: 1,
          connection: '1',
          request: {
            method: 'GET',
            url: 'http://lab/socket.io/?EIO=4&transport=polling&t=abc',
            httpVersion: 'HTTP/1.1',
            queryString: [
              { name: 'EIO', value: '4' },
              { name: 'transport', value: 'polling' },
              { name: 't', value: 'abc' },
            ],
          },
          response: { status: 200, statusText: 'OK', content: { mimeType: 'text/plain; charset=UTF-8' } },
        },
        {},
        {},
        {
          _resourceType: 'websocket',
          request: { url: 'ws://lab/socket.io/?EIO=4&transport=websocket&sid=s1' },
          response: { status: 101 },
          _webSocketMessages: [
            { type: 'send', opcode: 1, data: '2probe' },
            { type: 'receive', opcode: 1, data: '3probe' },
            { type: 'send', opcode: 1, data: '5' },
            { type: 'send', opcode: 1, data: '420["hello","Alice"]' },
            { type: 'receive', opcode: 1, data: '430[{"ok":true}]' },
            { type: 'receive', opcode: 1, data: '2' },
            { type: 'send', opcode: 1, data: '3' },
            { type: 'send', opcode: 1, data: '41' },
          ],
        },
        {},
      ],
    },
  });
});
