import { expect, test } from 'vitest';
import { type DrawnStretch, nextStretch, stretchAtRest } from './drawn-stretch';

const text = ({ top, bottom, inHaste }: DrawnStretch) => `${top} to ${bottom}${inHaste ? ', in haste' : ''}`;

/** Scrolls a view 700 pixels high to each place in turn. */
function scrolled(places: readonly number[]): string[] {
  let drawn = stretchAtRest(0, 700);
  return places.map((top) => {
    drawn = nextStretch(drawn, top, top + 700);
    return `${top}: ${text(drawn)}`;
  });
}

test('who scrolls slowly is told in steps, and one step more on both sides is drawn', () => {
  expect(scrolled([0, 100, 240, 330, 480, 400])).toEqual([
    '0: 0 to 960',
    '100: 0 to 1200',
    '240: 0 to 1200',
    '330: 0 to 1440',
    '480: 240 to 1440',
    '400: 0 to 1440',
  ]);
});

test('who scrolls by most of what is in sight gets that drawn, and no more', () => {
  expect(scrolled([700, 1400, 1420, 2200])).toEqual([
    '700: 648 to 1452, in haste',
    '1400: 1348 to 2152, in haste',
    '1420: 1348 to 2152, in haste',
    '2200: 2148 to 2952, in haste',
  ]);
});

test('haste ends where one scrolls more slowly', () => {
  expect(scrolled([1400, 1600, 1500])).toEqual([
    '1400: 1348 to 2152, in haste',
    '1600: 1200 to 2640',
    '1500: 1200 to 2640',
  ]);
});

test('what is in sight is always drawn', () => {
  let drawn = stretchAtRest(0, 700);
  for (let i = 0, top = 0; i < 1000; i += 1, top = (top * 7919 + 104_729) % 5000) {
    drawn = i % 10 === 0 ? stretchAtRest(top, top + 700) : nextStretch(drawn, top, top + 700);
    expect(drawn.top).toBeLessThanOrEqual(top);
    expect(drawn.bottom).toBeGreaterThanOrEqual(top + 700);
  }
});
