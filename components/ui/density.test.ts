import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floats, words } from '@/lib/base/column';
import { timelineOf } from '@/lib/session/transcript';
import { BINS, growDensity, KINDS, linesOf, openDensity } from './density';
import type { ScrolledRows } from './scroll-view';

const { entries } = timelineOf(`
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < bytes 82 85 00
  gap 3
  1 closes by fault rst
`);
/** One row for each of these entries, which ends at such a height. */
function rows(...places: readonly (readonly [n: number, end: number])[]): ScrolledRows {
  const [numbers, ends] = [words(), floats()];
  for (const [n, end] of places) {
    numbers.push(n);
    ends.push(end);
  }
  return { entries, numbers, ends };
}

describe('the density of a ladder', () => {
  it('tells what went which way, what was bad, and what a filter finds', () => {
    const density = openDensity();
    growDensity(density, rows([1, 0], [2, 10], [3, 20], [4, 30], [5, 40]), (n) => n === 4);
    const lines = Object.fromEntries(
      KINDS.map((kind) => [kind, [...linesOf(density, kind, entries.length, entries.length * 10)].join('')]),
    );
    expect(entries.map(({ kind }) => kind)).toEqual(['open', 'unit', 'unit', 'gap', 'close']);
    expect(lines).toEqual({ up: '01000', down: '00100', told: '10011', bad: '00011', hit: '00010' });
  });

  it('loses none of any number of rows, however tall they are together', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(heights, fc.integer({ min: 1, max: 900 }), (steps, lines) => {
        const places = steps.map((_, i) => {
          const y = steps.slice(0, i + 1).reduce((sum, step) => sum + step, 0);
          return [(i % entries.length) + 1, y] as const;
        });
        const y = places.at(-1)?.[1] ?? 0;
        const density = openDensity();
        for (let until = 0; until <= places.length; until += 7) {
          growDensity(density, rows(...places.slice(0, until)));
        }
        growDensity(density, rows(...places));
        const all = (['up', 'down', 'told'] as const).flatMap((kind) => [
          ...linesOf(density, kind, lines, y + 26),
        ]);
        expect(all.reduce((sum, count) => sum + count, 0)).toBe(steps.length);
        expect(density.binHeight * BINS).toBeGreaterThan(y);
      }),
    );
  });
});
