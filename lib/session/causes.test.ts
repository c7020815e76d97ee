import { describe, expect, it } from 'vitest';
import { causesOf, entriesOfLine } from './causes';
import { timelineOf } from './transcript';

const OPEN = (sid: string) =>
  `0{"sid":"${sid}","upgrades":[],"pingInterval":1,"pingTimeout":1,"maxPayload":1}`;
const sent = (side: string, sid: string, ordinal: number, line: number) =>
  `${side} traces ${JSON.stringify({ kind: 'sent', sid, ordinal, place: { file: side === 'server' ? 'server.js' : 'client.js', line } })}`;

/** Alice on connection 1 with session `sa`, Bob on 2 with `sb`: entries 1 to 8. */
const BOTH = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN('sa')}
  bob opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  2 < 101
  2 < text ${OPEN('sb')}
`;

describe('the line that sent a packet', () => {
  it('is found by counting messages, whichever comes first: the packet or the trace', () => {
    const timeline = timelineOf(`${BOTH}
      ${sent('server', 'sa', 0, 5)}
      1 < text 42["first"]
      1 < text 2
      1 < text 42["second"]
      ${sent('server', 'sa', 1, 6)}
    `);
    expect(causesOf(timeline, 9)).toEqual([{ packet: 0, place: { file: 'server.js', line: 5 } }]);
    expect(causesOf(timeline, 10)).toEqual([]); // a heartbeat is no message
    expect(causesOf(timeline, 11)).toEqual([{ packet: 0, place: { file: 'server.js', line: 6 } }]);
  });

  it('counts the two directions apart', () => {
    const timeline = timelineOf(`${BOTH}
      1 > text 40
      1 < text 40{"sid":"A"}
      1 > text 42["hello"]
      ${sent('alice', 'sa', 1, 9)}
      ${sent('server', 'sa', 0, 2)}
    `);
    expect(
      [9, 10, 11].map((n) => causesOf(timeline, n).map(({ place }) => `${place.file}:${place.line}`)),
    ).toEqual([[], ['server.js:2'], ['client.js:9']]);
  });

  it('tells which packet of a body each line sent', () => {
    const timeline = timelineOf(`
      alice opens 1
      1 > GET /socket.io/?EIO=4&transport=polling
      1 < 200 ${OPEN('s1')}
      1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
      ${sent('server', 's1', 1, 7)}
      ${sent('server', 's1', 2, 8)}
      1 < 200 40{"sid":"A"}␞42["a"]␞42["b"]
    `);
    expect(causesOf(timeline, 5)).toEqual([
      { packet: 1, place: { file: 'server.js', line: 7 } },
      { packet: 2, place: { file: 'server.js', line: 8 } },
    ]);
  });

  it('lists the entries of a line, for each run of the program', () => {
    const timeline = timelineOf(`
      server traces {"kind":"program","state":"started","run":1}
      ${BOTH}
      ${sent('server', 'sa', 0, 5)}
      1 < text 42["tick"]
      ${sent('server', 'sa', 1, 5)}
      1 < text 42["tock"]
    `);
    expect(entriesOfLine(timeline, 1, 'server.js', 5)).toEqual([10, 11]);
    expect(entriesOfLine(timeline, 2, 'server.js', 5)).toEqual([]);
  });
});

describe('one call that reached several sockets', () => {
  const fanout = (transcript: string) =>
    [...timelineOf(BOTH + transcript).links.ofKinds(['fanout'])].map(({ a, b }) => `${a}→${b}`);

  it.each([0, 5])('joins its deliveries, told %i ms apart', (apart) => {
    expect(
      fanout(`
        ${sent('server', 'sa', 0, 5)}
        +${apart} ${sent('server', 'sb', 0, 5)}
        1 < text 42["news"]
        2 < text 42["news"]
      `),
    ).toEqual(['9→10']);
  });

  it.each([
    ['lines differ', sent('server', 'sb', 0, 6), '42["news"]'],
    ['packets differ', sent('server', 'sb', 0, 5), '42["other news"]'],
    ['turns differ', `+20 ${sent('server', 'sb', 0, 5)}`, '42["news"]'],
  ])('does not join them when their %s', (_, second, packet) => {
    expect(
      fanout(`
        ${sent('server', 'sa', 0, 5)}
        ${second.startsWith('+') ? second : `+0 ${second}`}
        1 < text 42["news"]
        2 < text ${packet}
      `),
    ).toEqual([]);
  });
});
