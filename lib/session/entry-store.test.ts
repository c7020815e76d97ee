import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import type { Entry } from './entry';
import { EntryStore } from './entry-store';
import { openTimeline, step } from './fold';
import { BINARY, BLOCKED, UPGRADE, WEBSOCKET_ONLY } from './stories';
import { recordsOf, timelineOf } from './transcript';

/** The same entries in a store that has but one of them at hand. */
function keptAgain(entries: Iterable<Entry>): EntryStore {
  const store = new EntryStore(1);
  for (const entry of entries) store.push(entry);
  return store;
}

const OPENED = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
`;

describe('entries that are made again', () => {
  it.each(Object.entries({ UPGRADE, WEBSOCKET_ONLY, BLOCKED, BINARY }))(
    'are in %s what they were',
    (_, story) => {
      const entries = [...timelineOf(story).entries];
      expect([...keptAgain(entries)]).toEqual(entries);
    },
  );

  it('are what they were whatever frames came, in whatever pieces', () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    const frame = fc
      .record({
        first: fc.constantFrom(0x81, 0x81, 0x82, 0x01, 0x00, 0x80, 0x88, 0x89, 0x8a, 0xc1, 0x83),
        payload: fc.oneof(
          bytes,
          fc
            .constantFrom(
              '2',
              '3',
              '40',
              '42["a"]',
              '420["b",1]',
              '430[]',
              '41/x,',
              '451-["f",{"_placeholder":true,"num":0}]',
              '9',
            )
            .map((text) => new TextEncoder().encode(text)),
        ),
        masked: fc.boolean(),
      })
      .map(({ first, payload, masked }) =>
        Uint8Array.of(
          first,
          (masked ? 0x80 : 0) | payload.length,
          ...(masked ? [0, 0, 0, 0] : []),
          ...payload,
        ),
      );
    const sent = fc.record({
      from: fc.constantFrom<'client' | 'server'>('client', 'server'),
      bytes: fc
        .array(frame, { minLength: 1, maxLength: 3 })
        .map((frames) => Uint8Array.of(...frames.flatMap((one) => [...one]))),
      cut: fc.nat(12),
    });
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 12 }), (all) => {
        const timeline = openTimeline();
        const before = recordsOf(OPENED);
        for (const record of before) step(timeline, record);
        let seq = before.length;
        for (const { from, bytes, cut } of all) {
          for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
            seq += 1;
            step(timeline, { type: 'bytes', seq, at: micros(1000 * seq), conn: 1, from, bytes: part });
          }
        }
        const entries = timeline.entries.slice(0);
        expect(keptAgain(entries).slice(0)).toEqual(entries);
      }),
      { numRuns: 150 },
    );
  });
});

describe('shapes', () => {
  it('are one for frames that differ only in what they say', () => {
    const { entries } = timelineOf(`${OPENED}
      1 > text 40
      1 > text 420["chat","hello"]
      1 < text 430["yes"]
      1 > text 421["chat","and again",{"more":1}]
      1 < text 431["no"]
      1 > text 42["typing"]
      1 > text 42/room,["chat"]
      1 < text 42["chat","hello"]
      1 < text 2
      1 < close
    `);
    const told = entries.map(
      ({ n }) => `${n} ${entries.isFrame(n) ? entries.shapeOf(n) : 'kept'} ${entries.roleOf(n) ?? '-'}`,
    );
    expect(told).toEqual([
      '1 kept -',
      '2 kept -',
      '3 kept -',
      // It has a sid of its own.
      '4 kept -',
      '5 1 client',
      '6 2 client',
      '7 3 server',
      '8 2 client',
      '9 3 server',
      '10 4 client',
      '11 5 client',
      '12 6 server',
      '13 7 server',
      '14 kept -',
    ]);
  });
});

describe('looking for some', () => {
  const { entries } = timelineOf(`${OPENED}
    1 > text 40
    1 < text 40{"sid":"A"}
    1 > text 42["a"]
    1 > text 42["b"]
    1 > text 42["a",2]
    1 < text 2
    1 closes by client
  `);

  it('asks one frame of each shape', () => {
    const asked: number[] = [];
    const found = entries.like((entry) => {
      asked.push(entry.n);
      return entry.kind === 'unit' && entry.unit.packets.some(({ sio }) => sio?.type === 'EVENT');
    });
    expect([...found].map(({ n }) => n)).toEqual([7, 8, 9]);
    expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 10, 11]);
  });

  it('passes over frames', () => {
    expect([...entries.others()].map(({ n }) => n)).toEqual([1, 2, 3, 4, 11]);
  });
});

describe('an entry is found', () => {
  const { entries } = timelineOf(UPGRADE);

  it.each([
    [1, 1],
    [22, 22],
    [0, undefined],
    [23, undefined],
    [-1, undefined],
  ])('by number %i: %s', (n, expected) => {
    expect(entries.nth(n)?.n).toBe(expected);
  });

  it.each([
    [0, 1],
    [21, 22],
    [-1, 22],
    [-22, 1],
    [22, undefined],
    [-23, undefined],
  ])('at place %i: %s', (place, expected) => {
    expect(entries.at(place)?.n).toBe(expected);
  });

  it('with its time, run and size, without being made', () => {
    for (const entry of entries) {
      expect([entries.timeOf(entry.n), entries.runOf(entry.n)]).toEqual([entry.at, entry.run]);
    }
    expect([13, 16, 18].map((n) => entries.sizeOf(n))).toEqual([8, 26, 3]);
  });

  it('with its time from the first entry of its run', () => {
    const { entries } = timelineOf(`
      +40 server traces {"kind":"program","state":"started","run":1}
      +2 alice opens 1
      +60000 server traces {"kind":"program","state":"started","run":2}
      1 closes by client
      +7 gap 3
    `);
    const times = entries.map(({ n, run }) => `run ${run} ${entries.timeInRun(n) / 1000} ms`);
    expect(times).toEqual(['run 1 0 ms', 'run 1 2 ms', 'run 2 0 ms', 'run 2 1 ms', 'run 2 8 ms']);
  });
});
