import { describe, expect, it } from 'vitest';
import { bufferAt } from './buffers';
import { told } from './stories';
import type { Timeline } from './timeline';
import { timelineOf } from './transcript';

const OPEN = '0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

/** Alice emits three times before she is connected; the buffer leaves behind the CONNECT answer. */
const OFFLINE = `
  ${told.unsent('alice', 'buffered', 'one', 3)}
  ${told.unsent('alice', 'buffered', 'two', 4)}
  ${told.unsent('alice', 'buffered', 'one', 5)}
  ${told.unsent('alice', 'dropped', 'now', 6, { volatile: true })}
  +1000 alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN}
  1 > text 40
  1 < text 40{"sid":"A"}
  1 > text 42["one",1]
  1 > text 42["two"]
  1 > text 42["one",2]
  1 > text 42["one",3]
`;

describe('the buffer of a client', () => {
  const timeline = timelineOf(OFFLINE);

  it.each([
    [0, []],
    [1, [1]],
    [4, [1, 2, 3]],
    [10, [1, 2, 3]],
    [11, [2, 3]],
    [12, [3]],
    [13, []],
    [14, []],
  ])('holds after entry %i what was emitted in %j', (n, expected) => {
    expect(bufferAt(timeline, 'alice', n)).toEqual(expected);
    expect(bufferAt(timeline, 'bob', n)).toEqual([]);
  });

  it('is joined with the packets it became, the oldest of one name first', () => {
    expect(waits(timeline)).toEqual(['1→11 1009 ms', '2→12 1009 ms', '3→13 1009 ms']);
  });

  it('is a stretch of time from the first emit that waits to the last that leaves', () => {
    expect(timeline.spans.filter(({ kind }) => kind === 'buffered')).toEqual([
      { kind: 'buffered', client: 'alice', run: 0, start: 1000, startEntry: 1, end: 1_012_000, endEntry: 13 },
    ]);
  });

  it('is joined also when the client’s word of it comes after the packet, if its line is told', () => {
    const late = timelineOf(`
      alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text ${OPEN}
      1 > text 40
      1 < text 40{"sid":"A"}
      1 > text 42["one"]
      ${told.unsent('alice', 'buffered', 'one', 3)}
      ${told.sent('alice', 's1', 1, 3)}
    `);
    expect(waits(late)).toEqual(['8→7 0 ms']);
    expect(bufferAt(late, 'alice', 8)).toEqual([]);
  });

  it('is not taken for that of another client, or of another namespace', () => {
    const other = timelineOf(`
      ${told.unsent('alice', 'buffered', 'one', 3)}
      ${told.unsent('bob', 'buffered', 'one', 3, { nsp: '/chat' })}
      bob opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text ${OPEN}
      1 > text 42["one"]
      1 > text 42/chat,["one"]
    `);
    expect(waits(other)).toEqual(['2→8 6 ms']);
    expect(bufferAt(other, 'alice', 8)).toEqual([1]);
  });
});

describe('a wait before another try', () => {
  const retry = (attempt: number, delayMs: number) =>
    `alice traces ${JSON.stringify({ kind: 'retry', attempt, delayMs })}`;
  const waited = (transcript: string) =>
    timelineOf(transcript)
      .spans.filter(({ kind }) => kind === 'retry')
      .map(
        ({ attempt, delayMs, startEntry, endEntry }) => `${attempt} ${delayMs} ms: ${startEntry}→${endEntry}`,
      );

  it.each([
    ['a connection', 'alice opens 1'],
    ['the Manager’s word', 'alice traces {"kind":"client","source":"manager","event":"reconnect_attempt"}'],
    ['the next wait', retry(2, 2000)],
  ])('ends with %s', (_, end) => {
    expect(waited(`${retry(1, 1100)}\nbob opens 9\n+1100 ${end}`)[0]).toBe('1 1100 ms: 1→3');
  });

  it('ends with a request for a session on a connection that was kept', () => {
    expect(
      waited(`
        alice opens 1
        ${retry(1, 900)}
        1 > POST /socket.io/?EIO=4&transport=polling&sid=old | 1
        1 > GET /socket.io/?EIO=4&transport=polling
      `),
    ).toEqual(['1 900 ms: 2→4']);
  });

  it('lasts until then', () => {
    expect(waited(retry(3, 5000))).toEqual(['3 5000 ms: 1→undefined']);
  });
});

function waits(timeline: Timeline): string[] {
  return [...timeline.links.ofKinds(['buffered'])].map(({ a, b, took }) => `${a}→${b} ${took / 1000} ms`);
}
