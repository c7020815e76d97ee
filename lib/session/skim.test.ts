import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRecords } from '@/lib/capture/pack';
import type { Record } from '@/lib/capture/record';
import { RecordStore } from '@/lib/capture/record-store';
import { openTimeline, step, stepSome } from './fold';
import { linksOf } from './links';
import { EventScans, scanPack } from './scans';
import { skim } from './skim';
import { BINARY, BLOCKED, told, UPGRADE, WEBSOCKET_ONLY } from './stories';
import type { Timeline } from './timeline';
import { recordsOf } from './transcript';

const OPENED = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 > text 40
  1 < text 40{"sid":"sock1"}
  1 > text 420["chat","hello"]
  1 < text 42["chat","hello"]
  1 < text 430["ok"]
  1 < text 42["event gnyhvk"]
`;

/** The session's open packet was before the recording. */
const MIDWAY = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text 42["chat","hello"]
  1 < text 42["chat","hello"]
  1 > text 420["chat","hello"]
  1 > text 421["chat","hello"]
  1 < text 430["ok"]
`;

/** Everything that is derived, however it came about: what is only remembered to go the quick way is left out. */
function outcome(timeline: Timeline) {
  const { entries, links, spans, sessions, index } = timeline;
  const { expected, acks, messages, told, buffers, heartbeats, clients, conns, lines } = index;
  return {
    entries: entries.slice(0),
    rows: entries.map(({ n }) => [
      entries.shapeOf(n),
      entries.sizeOf(n),
      entries.timeOf(n),
      entries.runOf(n),
    ]),
    ...{ spans, sessions, expected, told, buffers, heartbeats, clients, lines },
    messages: [
      messages.counted,
      new Map([...messages.seen].map(([key, places]) => [key, [...places.from(0)]])),
    ],
    links: [...links],
    joined: entries.map(({ n }) => linksOf(timeline, n)),
    acks: new Map([...acks].filter(([, waiting]) => waiting.size > 0)),
    arrivals: [...conns.values()].map(({ arrivals: { client, server } }) =>
      [client, server].map(({ total, chunks }) => [total, chunks.at(-1)]),
    ),
  };
}

/** The outcome of the whole way; of the quick way; and of packs that were looked at before, as of a file. */
function outcomes(records: readonly Record[], cut = records.length) {
  const [whole, quick, packed] = [openTimeline(), openTimeline(), openTimeline()];
  for (const record of records) step(whole, record);

  const [own, other] = [new EventScans(new RecordStore()), new EventScans(new RecordStore())];
  for (const part of [records.slice(0, cut), records.slice(cut)]) {
    const from = own.records.length;
    for (const record of part) own.records.push(record);
    stepAll(quick, own, from);
    own.forget();

    const pack = packRecords(part);
    other.adopt(scanPack(pack));
    other.records.adopt(pack);
  }
  stepAll(packed, other);
  return [whole, quick, packed].map(outcome);
}

function stepAll(timeline: Timeline, scans: EventScans, from = 0): void {
  for (let at = from; at < scans.records.length; ) at = stepSome(timeline, scans, at, scans.records.length);
}

/** What can follow, in any order. */
const LINES = [
  '1 > text 42["chat","hello"]',
  '1 > text 42["chat",{"a":[1,-2.5e3,true,null,"\\u00e9\\n"]}]',
  '1 > text 421["chat","and an ack"]',
  '1 > text 422["chat"]',
  '1 < text 431[]',
  '1 < text 432[{"ok":false}]',
  '1 < text 420["ask"]',
  '1 > text 430["told"]',
  '1 < text 42["chat","hello"]',
  '1 < text 42["héllo"]',
  '1 < text 42["chat","grüezi"]',
  '1 < text 42["ch\\u0061t"]',
  '1 < text 42[7,"by number"]',
  '1 < text 42/room,["chat"]',
  '1 < text 42/room,3["chat"]',
  '1 > text 43/room,3[]',
  '1 < text 42["chat",]',
  '1 < text 42["connect"]',
  '1 < text 42',
  '1 < text 43{}',
  '1 > text 451-["file",{"_placeholder":true,"num":0}]',
  '1 > binary 01 02',
  '1 > message ws-text 42["chat"]',
  '1 < text 2',
  '1 > text 3',
  '1 > text 41',
  '1 > text 40/room,',
  '1 < text 40/room,{"sid":"r1"}',
  '1 < text 40/room,{"sid":"r1","pid":"p1"}',
  '1 > close 1000',
  '1 closes by client',
  'alice opens 1',
  '1 > bytes 81 86 00 00 00',
  '1 > bytes 00 34 32 5b 22 61 22 5d',
  '1 < bytes 01 02 34 32',
  '1 < bytes 80 05 5b 22 61 22 5d',
  'gap 3',
  'server traces {"kind":"program","state":"started","run":2}',
  told.sent('alice', 's1', 1, 4),
  told.sent('server', 's1', 4, 5, ['s1', 1]),
  told.handler('server', ['s1', 2], 'chat', 6),
  told.unsent('alice', 'buffered', 'chat', 7),
  'fault {"fault":"drop","state":"acted","conn":1,"direction":"down","detail":"","packet":{"from":"server","eio":"message","sio":"EVENT"}}',
];

describe('the quick way into the timeline', () => {
  it.each(Object.entries({ UPGRADE, WEBSOCKET_ONLY, BLOCKED, BINARY, OPENED, MIDWAY }))(
    'leads %s to where the whole way does',
    (_, story) => {
      const [whole, quick, packed] = outcomes(recordsOf(story));
      expect(quick).toEqual(whole);
      expect(packed).toEqual(whole);
    },
  );

  it('leads to where the whole way does, whatever comes', () => {
    const lines = fc.array(fc.constantFrom(...LINES), { maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom(OPENED, MIDWAY), lines, fc.nat(50), (before, after, cut) => {
        const [whole, quick, packed] = outcomes(recordsOf([before, ...after].join('\n')), cut);
        expect(quick).toEqual(whole);
        expect(packed).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['taken', '', '1 > text 42["chat","hello"]'],
    ['taken', 'says something else', '1 < text 42["chat",{"more":[1,2,3]}]'],
    ['taken', 'asks for an ack', '1 > text 427["chat"]'],
    ['taken', 'is an ack', '1 < text 437[1]'],
    ['new', 'the event is new', '1 > text 42["typing"]'],
    ['new', 'the namespace is new', '1 > text 42/room,["chat"]'],
    ['new', 'who acknowledges is new', '1 > text 430[]'],
    ['taken', 'the event was new before', '1 < text 42["event gnyhvk"]'],
    // By FNV-1a the two names are one number.
    ['no', 'only the hash is known', '1 < text 42["event 176as5r"]'],
    ['no', 'it is not ASCII', '1 > text 42["chat","é"]'],
    ['no', 'it is not JSON', '1 > text 42["chat",]'],
    ['no', 'the name is not as it is written', '1 > text 42["ch\\u0061t"]'],
    ['no', 'attachments follow', '1 > text 451-["chat",{"_placeholder":true,"num":0}]'],
    ['no', 'it is no message', '1 < text 2'],
    ['no', 'it is no event', '1 > text 40/room,'],
    ['no', 'it is not masked', '1 > bytes 81 08 34 32 5b 22 61 22 5d 20'],
    ['no', 'it is half a frame', '1 < bytes 81 09 34 32'],
  ])('%s where %s: %s', (skimmed, _, line) => {
    expect(skimOf(OPENED, line)).toBe(skimmed);
  });

  it.each([
    ['a packet waits for its attachments', '1 < text 451-["file",{"_placeholder":true,"num":0}]'],
    ['a frame is half here', '1 < bytes 81 09 34 32'],
    ['a message is half here', '1 < bytes 01 02 34 32'],
    ['its line was told of before it came', told.sent('server', 's1', 4, 4)],
    ['another run has begun', 'server traces {"kind":"program","state":"started","run":2}'],
  ])('is not gone where %s', (_, before) => {
    expect(skimOf(OPENED, '1 < text 42["chat","hello"]')).toBe('taken');
    expect(skimOf(`${OPENED}\n${before}`, '1 < text 42["chat","hello"]')).not.toBe('taken');
  });

  it('is gone without a session as well', () => {
    expect(skimOf(MIDWAY, '1 < text 42["chat","hello"]')).toBe('taken');
    expect(skimOf(MIDWAY, '1 < text 43/room,1[]')).toBe('new');
  });

  it('is not gone by the packet that a server waiting for a pong takes for one', () => {
    expect(skimOf(`${OPENED}1 < text 2`, '1 > text 42["chat"]')).not.toBe('taken');
    expect(skimOf(`${OPENED}1 < text 2\n1 > text 3`, '1 > text 42["chat"]')).toBe('taken');
  });
});

/** What becomes of the last line, after all before it: `new` where only the second one of it is. */
function skimOf(before: string, line: string) {
  const records = recordsOf(`${before}\n${line}`);
  const last = records.pop();
  if (!last) throw new Error('there is a line');
  const scans = new EventScans(new RecordStore());
  const timeline = openTimeline();
  for (const record of records) scans.records.push(record);
  stepAll(timeline, scans);

  const isTaken = () => {
    const place = scans.records.length;
    scans.records.push(last);
    const { end } = skim(timeline, scans, place, place + 1);
    if (end === place) stepAll(timeline, scans, place);
    return end > place;
  };
  if (isTaken()) return 'taken';
  return isTaken() ? 'new' : 'no';
}
