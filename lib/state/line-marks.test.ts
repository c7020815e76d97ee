import { describe, expect, it } from 'vitest';
import { CHAT } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { hopOf, type SideLine } from './hop';
import { lineCounts, lineMarks, linesSince } from './line-marks';

/** Alice's line 4 sends #19; the server hears it in line 6 and tells three clients in line 7: #20 to #22. */
const timeline = timelineOf(CHAT);
const run = timeline.entries.at(-1)?.run ?? 0;

const marks = (file: string, selected?: number) =>
  lineMarks(timeline, run, file, selected).map(
    ({ line, text, lit }) => `${line} ${text}${lit ? ` ${lit}` : ''}`,
  );

describe('beside the lines of a program', () => {
  it('stand their entries', () => {
    expect(marks('server.js').filter((mark) => /^[67] /.test(mark))).toEqual(['6 #19', '7 #20']);
  });

  it('the selected entry lights the line that sent it on one end, and the one that heard it on the other', () => {
    expect(marks('client.js', 19).filter((mark) => mark.endsWith('sent'))).toEqual(['4 #19 → sent']);
    expect(marks('server.js', 19).filter((mark) => mark.endsWith('heard'))).toEqual(['6 → #19 heard']);
    expect(marks('client.js', 21).filter((mark) => mark.endsWith('heard'))).toEqual([
      '9 → #21 ×2 heard',
      '12 → #21 heard',
    ]);
  });

  it('says in words what is in them', () => {
    const [mark] = lineMarks(timeline, run, 'server.js', undefined).filter(({ line }) => line === 7);
    expect(mark?.title).toBe('Line 7: sent #20 and 2 more');
  });

  it('stands nothing for a file that did nothing', () => {
    expect(marks('other.js', 19)).toEqual([]);
  });
});

describe('the way from line to line', () => {
  const written = (lines: readonly SideLine[]) =>
    lines.map(({ side, place }) => `${side} ${place.file}:${place.line}`).join(' ');
  const hop = (n: number) => {
    const found = hopOf(timeline, n);
    return found && `${written(found.from)} → #${found.n} → ${written(found.to)}${found.unheard ?? ''}`;
  };

  it.each([
    [19, 'alice client.js:4 → #19 → server server.js:6'],
    [21, 'server server.js:7 → #21 → bob client.js:9 bob client.js:12'],
    [23, 'bob client.js:13 → #23 → server'],
    [4, undefined],
    [1, undefined],
  ])('of #%i', (n, way) => {
    expect(hop(n)).toBe(way);
  });
});

describe('lines that have just run', () => {
  it('are those that count more than before', () => {
    const now = lineCounts(timeline, run, 'server.js');
    expect(linesSince(new Map(), now)).toEqual([...now.keys()]);
    expect(linesSince(now, now)).toEqual([]);
    expect(linesSince(now, new Map([...now, [99, 1]]))).toEqual([99]);
  });
});
