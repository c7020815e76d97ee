import { describe, expect, it } from 'vitest';
import { byteAfterKey, byteUnder, layHex, scrolledTo } from './hex-layout';

describe('dumps, one below the other', () => {
  it('the first has no title, a long one has a line for what is left', () => {
    const sections = layHex(
      [
        { buffer: 0, title: 'Wire', length: 12 },
        { buffer: 1, title: 'Inflated', length: 100 },
      ],
      16,
      64,
    );
    expect(
      sections.map(({ title, length, more, top, rowsTop, bottom }) => [
        title,
        length,
        more,
        top,
        rowsTop,
        bottom,
      ]),
    ).toEqual([
      ['Wire', 12, 0, 0, 0, 24],
      ['Inflated', 64, 36, 38, 66, 194],
    ]);
  });
});

describe('the byte after a key, in rows of sixteen', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 39, 39],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 5, 21],
    ['ArrowDown', 30, 30],
    ['ArrowUp', 21, 5],
    ['Home', 21, 0],
    ['End', 21, 39],
    ['x', 21, undefined],
  ])('%s from %i of 40', (key, from, expected) => {
    expect(byteAfterKey(key, from, 16, 40)).toBe(expected);
  });
});

describe('a row of 24 pixels in a view of 200 that is scrolled by 240', () => {
  it.each([
    ['in sight', 300, 240],
    ['its last row in sight', 416, 240],
    ['below', 432, 280],
    ['above', 216, 192],
    ['the first of all', 0, 0],
  ])('%s', (_, y, expected) => {
    expect(scrolledTo(y, 240, 200)).toBe(expected);
  });
});

describe('the byte under the pointer', () => {
  // `81 86 a1` is eight characters; at 8 px each it is 64 px wide.
  it.each([
    ['hex', 0, 0],
    ['hex', 15, 0],
    ['hex', 24, 1],
    ['hex', 63, 2],
    ['hex', 90, 2],
    ['text', 22, 1],
  ] as const)('of three in %s, at %i px of 64', (form, x, expected) => {
    expect(byteUnder(form, x, 64, 3)).toBe(expected);
  });
});
