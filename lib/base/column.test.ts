import fc from 'fast-check';
import { expect, it } from 'vitest';
import { floats, octets, words } from './column';

it.each([
  ['floats', floats, fc.double({ noNaN: true })],
  ['words', words, fc.integer({ min: 0, max: 2 ** 32 - 1 })],
  ['octets', octets, fc.integer({ min: 0, max: 255 })],
] as const)('%s are kept as they came, however many there are', (_, open, value) => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), fc.integer({ min: 1, max: 90 }), (values, times) => {
      const column = open();
      for (let i = 0; i < times; i += 1) for (const one of values) column.push(one);
      expect(column.length).toBe(values.length * times);
      const last = values.length * (times - 1);
      expect(values.map((_, i) => column.at(i))).toEqual(values);
      expect(values.map((_, i) => column.at(last + i))).toEqual(values);
      expect(column.at(column.length)).toBe(0);
    }),
    { numRuns: 30 },
  );
});

it('many at once are kept as one by one', () => {
  const part = fc.uint8Array({ maxLength: 20_000, size: 'max' });
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.integer({ min: 0, max: 255 })), { maxLength: 8 }), (parts) => {
      const column = words();
      const all: number[] = [];
      for (const one of parts) {
        if (typeof one === 'number') column.push(one);
        else column.append(one);
        all.push(...(typeof one === 'number' ? [one] : one));
      }
      expect(column.length).toBe(all.length);
      expect(all.every((value, place) => column.at(place) === value)).toBe(true);
      expect(column.at(all.length)).toBe(0);
    }),
    { numRuns: 40 },
  );
});

it('a number can be put in the place of another', () => {
  const column = words();
  for (let i = 0; i < 20_000; i += 1) column.push(i);
  column.set(3, 30);
  column.set(19_999, 7);
  column.set(20_000, 9);
  expect([2, 3, 4, 19_998, 19_999, 20_000].map((place) => column.at(place))).toEqual([
    2, 30, 4, 19_998, 7, 0,
  ]);
});

it('can be gone through by what lies together', () => {
  const column = words();
  for (let i = 0; i < 20_000; i += 1) column.push(i);
  for (const start of [0, 63, 64, 8191, 8192, 19_999]) {
    const together: number[] = [];
    for (let part = column.from(start); part.length > 0; part = column.from(start + together.length))
      together.push(...part);
    expect(together).toEqual(Array.from({ length: 20_000 - start }, (_, i) => start + i));
  }
  expect(column.from(20_000)).toHaveLength(0);
  expect(words().from(0)).toHaveLength(0);
});
