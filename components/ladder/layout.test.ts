import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entryAtHeight,
  grow,
  type Layout,
  openLayout,
  type Row,
  rowFrom,
  rowOf,
  rowsBetween,
} from './layout';
import { entriesAt, layoutOf } from './testing/rows';
import type { Zoom } from './zoom';

/** `#2 y26 h26 +0.4` for an entry, `quiet y52 h32 24900 ms` for a stretch of nothing. */
function told(row: Row): string {
  if (row.kind === 'quiet') return `quiet y${row.y} h${row.height} ${row.lasted / 1000} ms`;
  return `#${row.n} y${row.y} h${row.height}${row.since === undefined ? '' : ` +${row.since / 1000}`}`;
}

function all(layout: Layout): readonly Row[] {
  return rowsBetween(layout, 0, Number.POSITIVE_INFINITY);
}

function rowsAt(...ms: readonly number[]): string[] {
  const layout = openLayout(entriesAt(...ms));
  grow(layout, () => true);
  return all(layout).map(told);
}

describe('rows', () => {
  it.each([
    ['nothing', [], []],
    ['one entry is the beginning', [7], ['#1 y0 h26']],
    ['under a millisecond there is no room between rows', [0, 0.8], ['#1 y0 h26', '#2 y26 h26 +0.8']],
    [
      'a millisecond opens four pixels, ten of them ten',
      [0, 1, 11],
      ['#1 y0 h26', '#2 y26 h30 +1', '#3 y56 h36 +10'],
    ],
    ['just short of a second it is most of a row', [0, 999], ['#1 y0 h26', '#2 y26 h48 +999']],
    [
      'from a second on it is folded away',
      [0, 24_900],
      ['#1 y0 h26', 'quiet y26 h32 24900 ms', '#2 y58 h26 +24900'],
    ],
    ['a clock that stands still', [5, 5], ['#1 y0 h26', '#2 y26 h26 +0']],
  ])('%s', (_, ms, expected) => {
    expect(rowsAt(...ms)).toEqual(expected);
  });

  it.each<[Zoom, number[], string[]]>([
    // A hundred pixels a millisecond: what is shorter than a row is a row.
    [1_000, [0, 0.1, 0.6, 2.6], ['#1 y0 h26', '#2 y26 h26 +0.1', '#3 y52 h50 +0.5', '#4 y102 h200 +2']],
    [10, [0, 0.04], ['#1 y0 h26', '#2 y26 h400 +0.04']],
    [60_000_000, [0, 60_000], ['#1 y0 h26', '#2 y26 h100 +60000']],
    // 506 pixels are still shown, 507 are not.
    [1_000, [0, 5.06], ['#1 y0 h26', '#2 y26 h506 +5.06']],
    [1_000, [0, 5.07], ['#1 y0 h26', 'quiet y26 h32 5.07 ms', '#2 y58 h26 +5.07']],
  ])('a hundred pixels stand for %i microseconds, at %j', (zoom, ms, expected) => {
    const layout = openLayout(entriesAt(...ms), zoom);
    grow(layout, () => true);
    expect(all(layout).map(told)).toEqual(expected);
  });

  it('leaves out what is not shown, and counts time from what is', () => {
    const layout = openLayout(entriesAt(0, 0.3, 0.7));
    grow(layout, (n) => n !== 2);
    expect(all(layout).map(told)).toEqual(['#1 y0 h26', '#3 y26 h26 +0.7']);
  });

  it('stops at the entry it is told to, and goes on from there', () => {
    const layout = openLayout(entriesAt(0, 0.1, 0.2));
    grow(layout, () => true, 2);
    expect(all(layout).map(told)).toEqual(['#1 y0 h26', '#2 y26 h26 +0.1']);
    grow(layout, () => true);
    expect(all(layout).map(told)).toEqual(['#1 y0 h26', '#2 y26 h26 +0.1', '#3 y52 h26 +0.1']);
  });

  it('is the same whether entries come at once or one by one, and no row ever moves', () => {
    const pauses = fc.array(fc.oneof(fc.double({ min: 0, max: 5, noNaN: true }), fc.constant(1500)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(pauses, (steps) => {
        let at = 0;
        const entries = entriesAt(...steps.map((pause) => (at += pause)));
        const whole = openLayout(entries);
        grow(whole, () => true);
        const growing = openLayout(entries);
        for (let count = 1; count <= entries.length; count += 1) {
          const before = all(growing);
          grow(growing, () => true, count);
          expect(all(growing).slice(0, before.length)).toEqual(before);
        }
        expect(all(growing)).toEqual(all(whole));
        let y = 0;
        for (const row of all(whole)) {
          expect(row.y).toBe(y);
          y += row.height;
        }
        expect(whole.height).toBe(y);
      }),
    );
  });
});

describe('finding rows', () => {
  const layout = openLayout(entriesAt(0, 0.1, 0.2, 3000));
  grow(layout, (n) => n !== 2);
  // #1 y0, #3 y26, quiet y52, #4 y84

  it.each([
    ['its own', 3, 3],
    ['the next one, where it is hidden', 2, 3],
    ['none after the last', 5, undefined],
  ])('of an entry: %s', (_, n, expected) => {
    expect(rowFrom(layout, n)?.n).toBe(expected);
  });

  it('gives no row for an entry that is hidden', () => {
    expect(rowOf(layout, 2)).toBeUndefined();
  });

  it.each([
    [0, 26, ['#1 y0 h26']],
    [25, 27, ['#1 y0 h26', '#3 y26 h26 +0.2']],
    [55, 80, ['quiet y52 h32 2999.8 ms']],
    [500, 900, []],
  ])('between %i and %i', (top, bottom, expected) => {
    expect(rowsBetween(layout, top, bottom).map(told)).toEqual(expected);
  });

  it.each([
    [0, 1],
    [26, 3],
    [60, 4],
    [200, undefined],
  ])('at height %i', (y, expected) => {
    expect(entryAtHeight(layout, y)?.n).toBe(expected);
  });

  it('finds any of many', () => {
    expect(rowOf(layoutOf(1000), 777)?.y).toBe(776 * 26);
  });
});
