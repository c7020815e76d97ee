import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import type { Record } from '@/lib/capture/record';
import type { Packet } from '@/lib/dissect/layer';
import type { Entry } from './entry';
import { openTimeline, step } from './fold';
import { BINARY, BLOCKED, UPGRADE, WEBSOCKET_ONLY } from './stories';
import type { Timeline } from './timeline';
import { recordsOf, timelineOf } from './transcript';

describe('records become entries', () => {
  it('gives one entry to each thing on the wire, in the order in which they were whole', () => {
    expect(timelineOf(UPGRADE).entries.map(told)).toEqual([
      '1 alice→server open 1',
      '2 alice→server polling - GET',
      '3 server→alice polling s1 0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
      '4 alice→server polling s1 40',
      '5 server→alice polling s1 200',
      '6 alice→server polling s1 GET',
      '7 server→alice polling s1 40{"sid":"sock1"} 42["welcome","sock1"]',
      '8 alice→server open 2',
      '9 alice→server websocket s1 GET',
      '10 alice→server polling s1 GET',
      '11 server→alice websocket s1 101',
      '12 alice→server websocket s1 2probe',
      '13 server→alice websocket s1 3probe',
      '14 server→alice polling s1 6',
      '15 alice→server websocket s1 5',
      '16 alice→server websocket s1 420["hello","Alice"]',
      '17 server→alice websocket s1 430[{"ok":true}]',
      '18 server→alice websocket s1 2',
      '19 alice→server websocket s1 3',
      '20 alice→server websocket s1 41',
      '21 alice→server websocket s1 close frame',
      '22 alice→server close 2',
    ]);
  });

  it('knows the session of a connection that began as a WebSocket from its open packet', () => {
    expect(timelineOf(WEBSOCKET_ONLY).entries.map(told)).toEqual([
      '1 bob→server open 1',
      '2 bob→server websocket - GET',
      '3 server→bob websocket - 101',
      '4 server→bob websocket w1 0{"sid":"w1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
      '5 bob→server websocket w1 40',
      '6 server→bob websocket w1 40{"sid":"sockW"}',
      '7 server→bob websocket w1 close frame',
      '8 server→bob close 1',
    ]);
  });

  it('says when the first and the last byte of a thing were seen', () => {
    const [open, request] = timelineOf(`
      alice opens 1
      1 > bytes 47 45 54 20 2f 20 48
      +50 1 > bytes 54 54 50 2f 31 2e 31 0d 0a 48 6f 73 74 3a 20 61
      +50 1 > bytes 0d 0a 0d 0a
    `).entries;
    expect(open?.at).toBe(1_000);
    expect(request).toMatchObject({ kind: 'unit', since: 2_000, at: 102_000, seq: 4 });
  });

  it('takes what was on its way when a connection closed for an entry before the closing', () => {
    const { entries } = timelineOf(`
      alice opens 1
      1 > bytes 47 45 54 20 2f
      1 closes by client rst
    `);
    expect(entries.map(({ kind }) => kind)).toEqual(['open', 'unit', 'close']);
    expect(entries.at(2)).toMatchObject({ by: 'client', how: 'rst' });
  });

  it('counts the runs of the program, and says of every entry in which it was', () => {
    const { entries } = timelineOf(`
      server traces {"kind":"program","state":"started","run":1}
      alice opens 1
      server traces {"kind":"program","state":"stopped","run":1}
      server traces {"kind":"program","state":"started","run":2}
      server traces {"kind":"log","level":"log","text":"hello"}
    `);
    expect(entries.map(({ run }) => run)).toEqual([1, 1, 1, 2, 2]);
  });

  it('makes no entry of the line that sent a packet: the packet is one', () => {
    expect(
      timelineOf('server traces {"kind":"sent","sid":"s1","ordinal":0,"place":{"file":"server.js","line":3}}')
        .entries.length,
    ).toBe(0);
  });

  it('goes on reading frames after a gap, and forgets what was half received', () => {
    const timeline = timelineOf(`
      bob opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text 0{"sid":"w1","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":1}
      1 < bytes 81 05 34
      gap 3
      1 < text 42["after"]
    `);
    expect(timeline.entries.slice(4).map(told)).toEqual([
      '5 server→server gap 3',
      '6 server→bob websocket w1 42["after"]',
    ]);
  });

  it('tells the same session from an import that kept whole messages and no frames', () => {
    const timeline = timelineOf(`
      browser opens 1
      1 > message UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < message 101
      1 < message ws-text 0{"sid":"w1","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":1}
      1 > message ws-text 40
      1 < message ws-text 40{"sid":"sock"}
      1 > message ws-text 451-["photo",{"_placeholder":true,"num":0}]
      1 > message ws-binary 01 02 03
    `);
    expect(timeline.entries.slice(3).map(told)).toEqual([
      '4 server→browser websocket w1 0{"sid":"w1","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":1}',
      '5 browser→server websocket w1 40',
      '6 server→browser websocket w1 40{"sid":"sock"}',
      '7 browser→server websocket w1 451-["photo",{"_placeholder":true,"num":0}]',
      '8 browser→server websocket w1 <3>',
    ]);
    expect([...timeline.links].map(({ kind, a, b }) => `${kind} ${a}→${b}`)).toEqual([
      'response 2→3',
      'connect 5→6',
      'attachment 7→8',
    ]);
    expect(timeline.sessions.get('w1')).toMatchObject({
      state: 'websocket',
      sockets: new Map([['/', 'sock']]),
    });
  });

  it('takes bytes of a connection whose opening was lost for those of an unseen client', () => {
    const { entries } = timelineOf(`
      gap 10
      4 > GET /
    `);
    expect(entries.map(told)).toEqual(['1 server→server gap 10', '2 client→server - - GET']);
  });
});

describe('laws of the fold', () => {
  const stories = { UPGRADE, WEBSOCKET_ONLY, BLOCKED, BINARY };

  it.each(Object.entries(stories))('numbers the entries of %s from 1 without holes', (_, story) => {
    const { entries } = timelineOf(story);
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.map(({ n }) => n)).toEqual(entries.map((_, i) => i + 1));
  });

  it.each(Object.entries(stories))('finds the same in %s, wherever its bytes are cut', (_, story) => {
    const records = recordsOf(story);
    const whole = outcome(folded(records));
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer({ min: 1, max: 80 })), (sizes) => {
        expect(outcome(folded(cutApart(records, sizes)))).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('survives any bytes, in any direction, on any connection', () => {
    const chunk = fc.record({
      conn: fc.integer({ min: 1, max: 3 }),
      from: fc.constantFrom<'client' | 'server'>('client', 'server'),
      bytes: fc.uint8Array({ maxLength: 60 }),
    });
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 30 }), (chunks) => {
        const timeline = timelineOf('alice opens 1');
        chunks.forEach((part, i) => {
          step(timeline, { type: 'bytes', seq: i + 2, at: micros(i), ...part });
        });
        expect(timeline.entries.map(({ n }) => n)).toEqual(timeline.entries.map((_, i) => i + 1));
      }),
    );
  });
});

function folded(records: readonly Record[]): Timeline {
  const timeline = openTimeline();
  for (const record of records) step(timeline, record);
  return timeline;
}

/** Every record of bytes as several, in the same order and at the same time. */
function cutApart(records: readonly Record[], sizes: Iterable<number>): Record[] {
  const size = sizes[Symbol.iterator]();
  let seq = 0;
  return records.flatMap((record) => {
    if (record.type !== 'bytes') return [{ ...record, seq: ++seq }];
    const parts: Record[] = [];
    for (let start = 0; start < record.bytes.length; ) {
      const length = Number(size.next().value);
      parts.push({ ...record, seq: ++seq, bytes: record.bytes.slice(start, start + length) });
      start += length;
    }
    return parts;
  });
}

/** All that is derived, without the numbers of the records it was derived from. */
function outcome({ entries, links, spans, sessions }: Timeline) {
  return { entries: entries.map(told), links: [...links], spans, sessions };
}

function told(entry: Entry): string {
  const head = `${entry.n} ${entry.from}→${entry.to}`;
  switch (entry.kind) {
    case 'unit': {
      const { packets, ws, http } = entry.unit;
      const what =
        packets.length > 0
          ? packets.map(wireText).join(' ')
          : ws
            ? FRAMES[ws.opcode]
            : (http?.status ?? http?.method ?? 'bytes');
      return `${head} ${entry.transport ?? '-'} ${entry.sid ?? '-'} ${what}`;
    }
    case 'open':
    case 'close':
      return `${head} ${entry.kind} ${entry.conn}`;
    case 'gap':
      return `${head} gap ${entry.lost}`;
    case 'trace':
      return `${head} ${entry.record.event.kind}`;
    case 'fault':
      return `${head} ${entry.record.fault}`;
  }
}

const FRAMES: { readonly [opcode: number]: string } = {
  1: 'text frame',
  2: 'binary frame',
  8: 'close frame',
};
const DIGITS = { open: '0', close: '1', ping: '2', pong: '3', message: '4', upgrade: '5', noop: '6' };

function wireText({ eio }: Packet): string {
  return eio.binary ? `<${eio.binary.length}>` : DIGITS[eio.type] + (eio.data ?? '');
}
