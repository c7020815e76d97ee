import { describe, expect, it } from 'vitest';
import { lineOf, placeWords, type TakenLines, wordsBetween } from './words';

const LINES: readonly (readonly [top: number, bottom: number])[] = [
  [14, 70],
  [14, 70],
  [14, 70],
];

function placed(stretches: readonly (readonly [top: number, bottom: number])[]): number[] {
  const taken: TakenLines = new Map();
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

  it('are found by the part that is in sight', () => {
    const at = (y: number) => ({ key: `${y}`, text: 'ack', about: 'ack' as const, y });
    const taken: TakenLines = new Map([0, 28, 1400].map((y) => [y / 14, at(y)]));
    expect(wordsBetween(taken, 20, 1400).map(({ y }) => y)).toEqual([28]);
  });
});
