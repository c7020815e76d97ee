import { describe, expect, it } from 'vitest';
import type { Link } from '@/lib/session/entry';
import { placeCurves, placeWords } from './curves';
import { ack, layoutOf } from './testing/rows';

/** The arrow of entry n is at 26n - 13. */
const layout = layoutOf(10);

function curves(links: readonly Link[], selected?: number): string[] {
  return placeCurves(layout, links, 1, selected).map(
    ({ link, top, bottom, track }) => `${link.a}→${link.b} ${top}–${bottom} at ${track}`,
  );
}

describe('curves', () => {
  it.each([
    [
      'one pair after another keeps to the lane',
      [ack(1, 2), ack(3, 4)],
      ['1→2 13–39 at 0', '3→4 65–91 at 0'],
    ],
    ['one may begin where another ends', [ack(1, 2), ack(2, 3)], ['1→2 13–39 at 0', '2→3 39–65 at 0']],
    ['what took longer goes outside', [ack(2, 3), ack(1, 4)], ['2→3 39–65 at 0', '1→4 13–91 at 1']],
    ['an entry that is not there has none', [ack(1, 12)], []],
    ['two packets of one entry need none', [ack(3, 3)], []],
  ])('%s', (_, links, expected) => {
    expect(curves(links)).toEqual(expected);
  });

  it('an answer is joined with its request only when one of them is selected', () => {
    const response: Link = { ...ack(1, 4), kind: 'response' };
    expect(curves([response])).toEqual([]);
    expect(curves([response], 4)).toEqual(['1→4 13–91 at 4']);
  });
});

describe('words beside the curves', () => {
  const at = (top: number, bottom: number) => ({
    key: `${top}`,
    text: 'ack',
    about: 'ack' as const,
    top,
    bottom,
  });

  it('stand in the middle of what they tell of', () => {
    expect(placeWords([at(14, 70)]).map(({ y }) => y)).toEqual([42]);
  });

  it('make room for those that were there before', () => {
    expect(placeWords([at(14, 70), at(14, 70), at(14, 70)]).map(({ y }) => y)).toEqual([42, 28, 56]);
  });

  it('are left out where there is no room', () => {
    expect(placeWords([at(14, 20), at(14, 20), at(14, 20), at(14, 20)]).map(({ y }) => y)).toEqual([
      14, 0, 28,
    ]);
  });
});
