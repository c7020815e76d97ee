import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { openTimeline, step } from './fold';
import { entryAt, type Moment, momentAt } from './moment';
import { partyOfSocket, roomsAt } from './rooms';
import { told } from './stories';
import type { Timeline } from './timeline';
import { recordsOf, timelineOf } from './transcript';

const OPEN = (sid: string) =>
  `0{"sid":"${sid}","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`;

/** Alice emits before she is connected, is heard, goes, and waits again; the server asks twice whether she is there. */
const STORY = `
  server traces {"kind":"program","state":"started","run":1}
  ${told.unsent('alice', 'buffered', 'hello', 3)}
  # 3 to 6
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN('a')}
  # 7 to 9
  1 > text 40
  1 < text 40{"sid":"A"}
  1 > text 42["hello"]
  # 10: there is no packet of this
  ${told.room('join', 'lobby', 'A')}
  # 11 and 12: asked, answered
  +25000 1 < text 2
  +40 1 > text 3
  # 13 to 15: asked again; something else comes first, then the answer
  +25000 1 < text 2
  +15000 1 > text 42["late"]
  +10000 1 > text 3
  # 16
  1 closes by client
  ${told.unsent('alice', 'buffered', 'again', 9)}
`;

describe('the moment', () => {
  const timeline = timelineOf(STORY);

  it.each([
    [1, []],
    [2, ['alice before her first session, 1 waits']],
    [3, ['alice before her first session, 1 waits']],
    [6, ['alice websocket, 1 waits, ping by 25006, gives up at 45006']],
    [8, ['alice websocket in /, 1 waits, ping by 25006, gives up at 45006']],
    [9, ['alice websocket in /, ping by 25006, gives up at 45006']],
    [10, ['alice websocket in /, ping by 25006, gives up at 45006', 'lobby { alice }']],
    [11, ['alice websocket in /, pong by 45010, gives up at 70010', 'lobby { alice }']],
    [12, ['alice websocket in /, ping by 50050, gives up at 70010', 'lobby { alice }']],
    [13, ['alice websocket in /, pong by 70050, gives up at 95050', 'lobby { alice }']],
    // One packet that is no pong gives the client the whole time once more.
    [14, ['alice websocket in /, pong by 85050, gives up at 95050', 'lobby { alice }']],
    [15, ['alice websocket in /, ping by 100050, gives up at 95050', 'lobby { alice }']],
    [16, ['alice closed', 'lobby { alice }']],
    [17, ['alice closed, 1 waits', 'lobby { alice }']],
  ])('after entry %i: %j', (n, expected) => {
    expect(toldOf(momentAt(timeline, n))).toEqual(expected);
  });

  it('before protocol 4 the client asks, and waits for the pong', () => {
    const old = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=3&transport=websocket
      1 < 101
      1 < text ${OPEN('a')}
      +25000 1 > text 2
      1 < text 3
    `);
    expect([4, 5, 6].map((n) => momentAt(old, n).clients.get('alice')?.heartbeat)).toEqual([
      beat({ since: 4, awaits: 'ping', from: 'client', due: 25_004, deadline: 45_004 }),
      beat({ since: 5, awaits: 'pong', from: 'server', due: 45_004, deadline: 70_004 }),
      beat({ since: 6, awaits: 'ping', from: 'client', due: 50_005, deadline: 70_004 }),
    ]);
  });

  it('is found by its time as well', () => {
    const at = (ms: number) => entryAt(timeline, micros(ms * 1000));
    expect([0, 1, 1.5, 10, 25_009, 25_010, 999_999].map(at)).toEqual([0, 1, 1, 10, 10, 11, 17]);
  });

  it('anywhere is what a fold of the records up to there ends with', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 90 }), (lines) => {
        const records = recordsOf(lines.join('\n'));
        const whole = openTimeline();
        for (const record of records) step(whole, record);
        const prefix = openTimeline();
        const differing: unknown[] = [];
        for (const record of records) {
          step(prefix, record);
          const n = prefix.entries.length;
          const [then, now] = [plain(momentAt(whole, n), whole), plain(momentAt(prefix, n), whole)];
          if (JSON.stringify(then) !== JSON.stringify(now)) differing.push({ n, then, now });
        }
        expect(differing).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('of many rooms is the same from a checkpoint as from the first step', () => {
    const moves = fc.record({
      action: fc.constantFrom('join' as const, 'join' as const, 'leave' as const, 'delete' as const),
      room: fc.integer({ min: 0, max: 5 }),
      socket: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(moves, { minLength: 1000, maxLength: 1200 }), (all) => {
        const timeline = openTimeline();
        const expected: string[] = [];
        const members = new Map<string, Set<string>>();
        all.forEach(({ action, room: r, socket: s }, i) => {
          const [room, socket] = [`r${r}`, `s${s}`];
          const event = { kind: 'room', action, nsp: '/', room, socket } as const;
          // Sockets told with a `delete` are not looked at: the whole room goes.
          step(timeline, {
            type: 'trace',
            seq: i + 1,
            at: micros(i),
            side: 'server',
            event: action === 'delete' ? { ...event, socket: undefined } : event,
          });
          const of = members.get(room) ?? new Set();
          members.set(room, of);
          if (action === 'join') of.add(socket);
          else if (action === 'leave') of.delete(socket);
          else of.clear();
          expected.push(listed(members));
        });
        const found = all.map((_, i) => listed(roomsAt(timeline, i + 1).get('/') ?? new Map()));
        expect(found.findIndex((text, i) => text !== expected[i])).toBe(-1);
        expect(timeline.index.rooms.checkpoints.length).toBeGreaterThan(2);
      }),
      { numRuns: 3 },
    );
  });
});

/** Anything may follow anything: most of it is a life that makes sense, now and then, and all of it must be told the same. */
const LINES: readonly string[] = [
  'alice opens 1',
  'bob opens 2',
  'alice opens 3',
  '1 > GET /socket.io/?EIO=4&transport=polling',
  `1 < 200 ${OPEN('p')}`,
  '1 > GET /socket.io/?EIO=4&transport=polling&sid=p',
  '1 < 200 40{"sid":"P"}',
  '1 < 200 6',
  '3 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=p',
  '3 < 101',
  '3 > text 2probe',
  '3 < text 3probe',
  '3 > text 5',
  '3 < text 2',
  '3 > text 3',
  '3 > text 42["hello"]',
  '3 closes by client',
  '2 > UPGRADE /socket.io/?EIO=4&transport=websocket',
  '2 < 101',
  `2 < text ${OPEN('b')}`,
  '2 > text 40',
  '2 < text 40{"sid":"B"}',
  '2 < text 40/chat,{"sid":"BC"}',
  '2 < text 41/chat,',
  '2 < text 2',
  '2 > text 3',
  '2 > text 42["hello"]',
  '2 > text 42["other"]',
  '2 closes by server',
  'gap 3',
  'server traces {"kind":"program","state":"started","run":2}',
  'server traces {"kind":"socket","action":"connection","nsp":"/","socket":"B","sid":"b"}',
  'server traces {"kind":"socket","action":"disconnect","nsp":"/","socket":"B","sid":"b","reason":"ping timeout"}',
  told.room('join', 'lobby', 'B'),
  told.room('join', 'lobby', 'P'),
  told.room('leave', 'lobby', 'B'),
  told.unsent('bob', 'buffered', 'hello', 3),
  told.unsent('bob', 'buffered', 'other', 4),
  told.unsent('bob', 'dropped', 'hello', 3),
  told.unsent('alice', 'buffered', 'hello', 3),
];

/** Without Maps, and with sockets named as all of the timeline knows them. */
function plain({ clients, rooms }: Moment, whole: Timeline) {
  return {
    clients: [...clients.values()].map(({ sockets, ...rest }) => ({ ...rest, sockets: [...sockets].sort() })),
    rooms: [...rooms]
      .flatMap(([nsp, byRoom]) =>
        [...byRoom].map(([room, who]) =>
          [nsp, room, ...[...new Set([...who].map((one) => partyOfSocket(whole, one)))].sort()].join(' '),
        ),
      )
      .sort(),
  };
}

function toldOf({ clients, rooms }: Moment): string[] {
  const people = [...clients.values()].map(({ client, state, sockets, buffer, heartbeat }) =>
    [
      `${client} ${state ?? 'before her first session'}${sockets.size > 0 ? ` in ${[...sockets.keys()]}` : ''}`,
      ...(buffer.length > 0 ? [`${buffer.length} waits`] : []),
      ...(heartbeat
        ? [`${heartbeat.awaits} by ${heartbeat.due / 1000}`, `gives up at ${heartbeat.deadline / 1000}`]
        : []),
    ].join(', '),
  );
  const named = rooms.get('/') ?? new Map();
  return named.size > 0 ? [...people, listed(named)] : people;
}

function listed(rooms: ReadonlyMap<string, ReadonlySet<string>>): string {
  return [...rooms]
    .filter(([, members]) => members.size > 0)
    .map(([room, members]) => `${room} { ${[...members].sort().join(', ')} }`)
    .sort()
    .join('  ');
}

function beat({
  due,
  deadline,
  ...rest
}: {
  since: number;
  awaits: string;
  from: string;
  due: number;
  deadline: number;
}) {
  return {
    pingInterval: 25_000_000,
    pingTimeout: 20_000_000,
    ...rest,
    due: due * 1000,
    deadline: deadline * 1000,
  };
}
