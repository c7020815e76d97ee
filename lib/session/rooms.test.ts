import { describe, expect, it } from 'vitest';
import { roomsAt } from './rooms';
import type { Timeline } from './timeline';
import { timelineOf } from './transcript';

const OPEN = (sid: string) =>
  `0{"sid":"${sid}","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":1}`;
const room = (action: string, name: string, socket?: string, nsp = '/') =>
  `server traces ${JSON.stringify({ kind: 'room', action, nsp, room: name, socket })}`;
const socket = (action: string, id: string, sid: string) =>
  `server traces ${JSON.stringify({ kind: 'socket', action, nsp: '/', socket: id, sid })}`;

const LOBBY = `
  server traces {"kind":"program","state":"started","run":1}
  # 2 to 5
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN('sa')}
  # 6 to 9
  bob opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  2 < 101
  2 < text ${OPEN('sb')}
  # 10 to 12: the room of a socket's own begins before the connection handler runs
  ${room('create', 'A')}
  ${room('join', 'A', 'A')}
  ${socket('connection', 'A', 'sa')}
  # 13 to 15
  ${room('create', 'lobby')}
  ${room('join', 'lobby', 'A')}
  ${socket('connection', 'B', 'sb')}
  # 16 to 18
  ${room('join', 'lobby', 'B')}
  ${room('leave', 'lobby', 'A')}
  ${socket('disconnect', 'B', 'sb')}
`;

describe('rooms at a moment', () => {
  const timeline = timelineOf(LOBBY);

  it.each([
    [9, ''],
    [12, ''],
    [14, '/ lobby { alice }'],
    [16, '/ lobby { alice, bob }'],
    [17, '/ lobby { bob }'],
    [18, ''],
  ])('after entry %i: %s', (n, expected) => {
    expect(told(timeline, n)).toBe(expected);
  });

  it('tells the same, whichever moment was asked for before', () => {
    const moments = [18, 14, 16, 9, 17, 17, 12, 16];
    const fresh = moments.map((n) => told(timelineOf(LOBBY), n));
    expect(moments.map((n) => told(timeline, n))).toEqual(fresh);
  });

  it('shows the room of a socket’s own when asked', () => {
    expect(told(timeline, 16, true)).toBe('/ A { alice }; / lobby { alice, bob }');
  });

  it('keeps rooms of the same name in two namespaces apart', () => {
    const two = timelineOf(`${LOBBY}
      ${room('join', 'lobby', 'A', '/admin')}
      ${room('join', 'lobby', 'B')}
    `);
    expect(told(two, 20)).toBe('/ lobby { bob }; /admin lobby { alice }');
  });

  it('begins without rooms when the program starts again', () => {
    const restarted = timelineOf(`${LOBBY}
      ${room('join', 'lobby', 'A')}
      server traces {"kind":"program","state":"started","run":2}
    `);
    expect(told(restarted, 19)).toBe('/ lobby { alice }');
    expect(told(restarted, 20)).toBe('');
  });

  it('names a socket by its id where its session was never seen', () => {
    expect(told(timelineOf(room('join', 'lobby', 'Zz9')), 1)).toBe('/ lobby { Zz9 }');
  });

  it('knows the socket of a CONNECT answer without any trace of it', () => {
    const timeline = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text ${OPEN('sa')}
      1 < text 40{"sid":"A"}
      ${room('join', 'lobby', 'A')}
    `);
    expect(told(timeline, 6)).toBe('/ lobby { alice }');
  });
});

function told(timeline: Timeline, n: number, own = false): string {
  return [...roomsAt(timeline, n, { own })]
    .flatMap(([nsp, rooms]) => [...rooms].map(([name, who]) => `${nsp} ${name} { ${[...who].join(', ')} }`))
    .join('; ');
}
