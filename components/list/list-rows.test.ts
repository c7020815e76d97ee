import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { markOf } from './columns';
import {
  entryAfterKey,
  followedRows,
  growRows,
  LIST_ROW,
  type ListRows,
  numberAt,
  openRows,
  sortRows,
} from './list-rows';
import { PLAIN_LIST, sortedBy } from './list-view';

/** Of ten entries the odd ones: 1 3 5 7 9. */
const rows = openRows();
growRows(rows, (n) => n % 2 === 1, 10);

/** Connection 1 has entries 1, 3, 4, 6, 7 and 9, connection 2 the others. */
const timeline = timelineOf(`
  alice opens 1
  bob opens 2
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < text 0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  1 < text 2
  2 < 101
  1 > text 3
`);

function numbersOf(rows: ListRows): (number | undefined)[] {
  return Array.from({ length: rows.numbers.length }, (_, place) => numberAt(rows, place));
}

describe('rows of the list', () => {
  it('holds what is shown, and grows to where it is told', () => {
    const growing = openRows();
    growRows(growing, (n) => n % 2 === 1, 4);
    expect(numbersOf(growing)).toEqual([1, 3]);
    growRows(growing, (n) => n % 2 === 1, 10);
    expect(numbersOf(growing)).toEqual(numbersOf(rows));
  });

  it('finds a row by its entry, and by height', () => {
    const { rowOf, rowFrom, rowAt } = followedRows(rows);
    expect(rowOf(5)?.y).toBe(2 * LIST_ROW);
    expect(rowOf(4)).toBeUndefined();
    expect(rowFrom(4)?.n).toBe(5);
    expect(rowFrom(10)).toBeUndefined();
    expect(rowAt(LIST_ROW + 1)?.n).toBe(3);
    expect(rowAt(900)).toBeUndefined();
  });

  it.each([
    ['j', undefined, 1],
    ['k', undefined, 9],
    ['ArrowDown', 3, 5],
    ['ArrowUp', 3, 1],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 1, 1],
    ['ArrowDown', 4, 5],
    ['ArrowUp', 4, 3],
    ['Home', 7, 1],
    ['End', 1, 9],
    ['.', 3, 7],
    [',', 7, 3],
    ['.', 9, undefined],
    ['l', 7, 9],
    ['h', 9, 7],
    ['h', 7, undefined],
    ['x', 1, undefined],
  ])('%s from %s leads to %s', (key, from, to) => {
    expect(entryAfterKey(key, rows, timeline, from)).toBe(to);
  });
});

describe('rows in another order', () => {
  /** 1 and 9 have none; 3 and 7 are equal. */
  const values = new Map([
    [3, 20],
    [5, 10],
    [7, 20],
  ]);

  it.each([
    ['ascending', [5, 3, 7, 1, 9]],
    ['descending', [3, 7, 5, 1, 9]],
  ] as const)('%s, equal ones in the order of time, those without a value last', (way, expected) => {
    const sorted = sortRows(rows, (n) => values.get(n), way);
    expect(numbersOf(sorted)).toEqual(expected);
    expect(followedRows(sorted).rowOf(7)?.y).toBe(expected.indexOf(7) * LIST_ROW);
    expect(followedRows(sorted).rowOf(4)).toBeUndefined();
    expect(entryAfterKey('j', sorted, timeline, expected[0])).toBe(expected[1]);
  });

  it('a head is pressed up, down, and back to the order of time', () => {
    const up = sortedBy(PLAIN_LIST, 'bytes', 12);
    const down = sortedBy(up, 'bytes', 15);
    expect([up.sort, down.sort, sortedBy(down, 'bytes', 20).sort]).toEqual([
      { column: 'bytes', way: 'ascending', until: 12 },
      { column: 'bytes', way: 'descending', until: 15 },
      undefined,
    ]);
    expect(sortedBy(down, 'at', 20).sort).toEqual({ column: 'at', way: 'ascending', until: 20 });
  });
});

describe('the mark that time is counted from', () => {
  it.each([
    [[], 5, undefined],
    [[4, 9], 3, 4],
    [[4, 9], 4, 4],
    [[4, 9], 8, 4],
    [[4, 9], 12, 9],
  ])('of marks at %j is for entry %i that at %s', (marks, n, mark) => {
    expect(markOf(marks, n)).toBe(mark);
  });
});
