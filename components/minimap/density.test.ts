import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { BINS, growDensity, KINDS, linesOf, openDensity } from './density';

const { entries } = timelineOf(`
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < bytes 82 85 00
  gap 3
  1 closes by fault rst
`);
/** One row an entry, ten pixels each. */
const ROWS = entries.map((entry, i) => ({ y: i * 10, entry }));

describe('the density of a ladder', () => {
  it('tells what went which way, what was bad, and what a filter finds', () => {
    const density = openDensity();
    growDensity(density, ROWS, (entry) => entry.kind === 'gap');
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
        const rows = steps.map((_, i) => ({
          y: steps.slice(0, i + 1).reduce((sum, step) => sum + step, 0),
          entry: ROWS[i % ROWS.length]?.entry ?? entries[0],
        }));
        const y = rows.at(-1)?.y ?? 0;
        const density = openDensity();
        const known = rows.flatMap(({ y, entry }) => (entry ? [{ y, entry }] : []));
        for (let until = 0; until <= known.length; until += 7) growDensity(density, known.slice(0, until));
        growDensity(density, known);
        const all = (['up', 'down', 'told'] as const).flatMap((kind) => [
          ...linesOf(density, kind, lines, y + 26),
        ]);
        expect(all.reduce((sum, count) => sum + count, 0)).toBe(steps.length);
        expect(density.binHeight * BINS).toBeGreaterThan(y);
      }),
    );
  });
});
