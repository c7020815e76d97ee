import { describe, expect, it } from 'vitest';
import { lineOf, type Pages, placeWords, type Words, wantCurve, wantWords, wordsBetween } from './words';

const LINES: readonly (readonly [top: number, bottom: number])[] = [
  [14, 70],
  [14, 70],
  [14, 70],
];

function placed(stretches: readonly (readonly [top: number, bottom: number])[]): number[] {
  const taken = new Map<number, Words>();
  return stretches.flatMap(([top, bottom], i) => {
    const words = placeWords((line) => taken.has(line), {
      key: `${i}`,
      text: 'ack',
      about: 'ack',
      top,
      bottom,
    });
    if (words) taken.set(lineOf(words), words);
    return words ? [words.y] : [];
  });
}

describe('words beside the curves', () => {
  it('stand in the middle of what they tell of', () => {
    expect(placed(LINES.slice(0, 1))).toEqual([42]);
  });

  it('make room for those that were there before', () => {
    expect(placed(LINES)).toEqual([42, 28, 56]);
  });

  it('are left out where there is no room', () => {
    expect(placed([14, 14, 14, 14].map((top) => [top, 20] as const))).toEqual([14, 0, 28]);
  });

  it('are found by the part that is in sight, and worked out only then', () => {
    const pages: Pages = new Map();
    const at = (y: number, key: string) => ({
      key,
      text: key,
      about: 'ack' as const,
      top: y - 7,
      bottom: y + 7,
    });
    const curves = [0, 28, 1400, 1778, 9800].map((y, i) => at(y, `curve ${i}`));
    for (const [i, curve] of curves.entries()) wantCurve(pages, curve, i);
    const asked: number[] = [];
    const seen = (top: number, bottom: number) =>
      wordsBetween(pages, top, bottom, (curve) => {
        asked.push(curve);
        return curves[curve];
      }).map(({ key, y }) => `${key} y${y}`);
    expect(seen(20, 1400)).toEqual(['curve 1 y28']);
    expect(asked).toEqual([0, 1, 2, 3]);
    // What comes later finds its place taken, and the others where they were.
    wantWords(pages, at(30, 'held'));
    expect(seen(0, 1778)).toEqual(['curve 0 y0', 'held y14', 'curve 1 y28', 'curve 2 y1400']);
    expect(asked).toEqual([0, 1, 2, 3]);
  });
});
