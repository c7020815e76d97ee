import { describe, expect, it } from 'vitest';
import { clientsAt } from './clients';
import type { Span } from './entry';
import { BLOCKED, UPGRADE, WEBSOCKET_ONLY } from './stories';
import type { Timeline } from './timeline';
import { timelineOf } from './transcript';

const OPEN = (sid: string) =>
  `0{"sid":"${sid}","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`;

/** A session over polling, with a GET in the server's hands. */
const POLLING = `
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling
  1 < 200 ${OPEN('s1')}
  1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 40
  1 < 200 ok
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  1 < 200 40{"sid":"sock1"}
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
`;

describe('what a client is at a moment', () => {
  it('follows the upgrade step by step', () => {
    const timeline = timelineOf(UPGRADE);
    const moments = [1, 3, 7, 9, 12, 13, 15, 20, 21, 22];
    expect(moments.map((n) => `${n} ${now(timeline, n)}`)).toEqual([
      '1 alice: new',
      '3 alice: polling over polling s1',
      '7 alice: polling over polling s1 in / as sock1',
      '9 alice: probing over polling s1 in / as sock1',
      '12 alice: probing over polling s1 in / as sock1',
      '13 alice: upgrading over polling s1 in / as sock1',
      '15 alice: websocket over websocket s1 in / as sock1',
      '20 alice: websocket over websocket s1',
      '21 alice: closed s1',
      '22 alice: closed s1',
    ]);
  });

  it('knows nobody before the first connection', () => {
    expect([...clientsAt(timelineOf(UPGRADE), 0)]).toEqual([]);
  });

  it('goes back to polling when the upgrade is refused', () => {
    const timeline = timelineOf(BLOCKED);
    expect([3, 5, 6].map((n) => now(timeline, n))).toEqual([
      'alice: polling over polling s1',
      'alice: probing over polling s1',
      'alice: polling over polling s1',
    ]);
  });

  it('goes back to polling when the second connection closes before the upgrade packet', () => {
    const timeline = timelineOf(`${POLLING}
      alice opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
      2 < 101
      2 > text 2probe
      2 < text 3probe
      2 closes by fault rst
    `);
    expect(timeline.sessions.get('s1')?.state).toBe('polling');
  });

  it('keeps the sockets of several namespaces apart', () => {
    const timeline = timelineOf(`${POLLING}
      1 < 200 40/admin,{"sid":"sockA"}␞41
    `);
    expect(timeline.sessions.get('s1')?.sockets).toEqual(new Map([['/admin', 'sockA']]));
  });

  it.each([
    ['a close packet of the client', '1 > POST /socket.io/?EIO=4&transport=polling&sid=s1 | 1'],
    ['a close packet of the server', '1 < 200 1'],
    ['an answer that its sid is unknown', '1 < 400 {"code":1,"message":"Session ID unknown"}'],
    ['a connection lost under a held GET', '1 closes by fault rst'],
    [
      'what the server told of it',
      'server traces {"kind":"socket","action":"disconnect","nsp":"/","socket":"sock1","sid":"s1","reason":"ping timeout"}',
    ],
    ['the end of the program', 'server traces {"kind":"program","state":"stopped","run":1}'],
  ])('ends a session on polling by %s', (_, line) => {
    const timeline = timelineOf(POLLING + line);
    expect(timeline.sessions.get('s1')).toMatchObject({ state: 'closed', closedBy: 9 });
  });

  it.each([
    ['another error', '1 < 400 {"code":3,"message":"Bad request"}'],
    ['a namespace that is left', '1 < 200 41'],
    [
      'a socket that left its namespace',
      'server traces {"kind":"socket","action":"disconnect","nsp":"/","socket":"sock1","sid":"s1","reason":"client namespace disconnect"}',
    ],
  ])('does not end it by %s', (_, line) => {
    expect(timelineOf(POLLING + line).sessions.get('s1')?.state).toBe('polling');
  });

  it('does not end an upgraded session with the connection it used to poll on', () => {
    const timeline = timelineOf(`${UPGRADE.slice(0, UPGRADE.indexOf('2 > text 41'))}
      1 closes by client
    `);
    expect(timeline.sessions.get('s1')?.state).toBe('websocket');
  });

  it('shows the newest of several sessions, and after it the one that is left', () => {
    const timeline = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text ${OPEN('first')}
      alice opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket
      2 < 101
      2 < text ${OPEN('second')}
      2 < close
    `);
    expect(clientsAt(timeline, 8).get('alice')?.sid).toBe('second');
    expect(clientsAt(timeline, 9).get('alice')?.sid).toBe('first');
  });
});

describe('spans', () => {
  it('draws the rails, the upgrade between them, and every GET that was held', () => {
    expect(timelineOf(UPGRADE).spans.map(told)).toEqual([
      'transport polling alice s1 #3–#15',
      'held-poll alice s1 conn 1 #6–#7',
      'upgrade alice s1 conn 2 #9–#15',
      'held-poll alice s1 conn 1 #10–#14',
      'transport websocket alice s1 conn 2 #15–#21',
      'disconnected alice #21–',
    ]);
  });

  it('ends the upgrade where it fails', () => {
    expect(timelineOf(BLOCKED).spans.map(told)).toEqual([
      'transport polling alice s1 #3–',
      'upgrade alice s1 conn 2 #5–#6',
    ]);
  });

  it('has one rail where the session began as a WebSocket', () => {
    expect(timelineOf(WEBSOCKET_ONLY).spans.map(told)).toEqual([
      'transport websocket bob w1 conn 1 #4–#7',
      'disconnected bob #7–',
    ]);
  });

  it('measures how long a client was without a session', () => {
    const timeline = timelineOf(`${POLLING}
      1 closes by fault rst
      +1200 alice opens 2
      2 > GET /socket.io/?EIO=4&transport=polling
      2 < 200 ${OPEN('s2')}
    `);
    const away = timeline.spans.find(({ kind }) => kind === 'disconnected');
    expect(away).toMatchObject({
      client: 'alice',
      start: 9_000,
      end: 1_211_000,
      startEntry: 9,
      endEntry: 12,
    });
  });
});

function now(timeline: Timeline, n: number): string {
  return [...clientsAt(timeline, n).values()]
    .map(({ client, state, transport, sid, sockets, connected }) => {
      const places = [...sockets].map(([nsp, id]) => `in ${nsp} as ${id}`).join(' ');
      expect(connected).toBe(places !== '');
      return `${client}: ${state ?? 'new'}${transport ? ` over ${transport}` : ''} ${sid ?? ''} ${places}`.trim();
    })
    .join('; ');
}

function told({ kind, transport, client, sid, conn, startEntry, endEntry }: Span): string {
  const onto =
    conn !== undefined && (kind !== 'transport' || transport === 'websocket') ? `conn ${conn}` : undefined;
  return [kind, transport, client, sid, onto, `#${startEntry}–${endEntry ? `#${endEntry}` : ''}`]
    .filter(Boolean)
    .join(' ');
}
