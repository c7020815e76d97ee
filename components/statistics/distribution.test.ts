import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { axisOver, binsOf, distributionOf, placeOn, ticksOf } from './distribution';

const ms = (...values: readonly number[]) => values.map((value) => micros(value * 1000));
const told = (...values: readonly number[]) => {
  const found = distributionOf(ms(...values));
  return found && `${found.count}: ${[found.least, found.p50, found.p95, found.most].map((us) => us / 1000)}`;
};

describe('a distribution', () => {
  it.each<[string, number[], string | undefined]>([
    ['of nothing', [], undefined],
    ['of one', [7], '1: 7,7,7,7'],
    ['of two: the lower is the middle', [9, 3], '2: 3,3,9,9'],
    ['of an odd number', [5, 1, 3], '3: 1,3,5,5'],
    ['of twenty: the nineteenth is at 95 %', Array.from({ length: 20 }, (_, i) => 20 - i), '20: 1,10,19,20'],
    // As texts 10 would come before 9.
    ['by size, not as text', [10, 9, 100], '3: 9,10,100,100'],
  ])('%s', (_name, values, expected) => {
    expect(told(...values)).toBe(expected);
  });
});

describe('an axis', () => {
  const axisOf = (...values: readonly number[]) => {
    const found = distributionOf(ms(...values));
    return axisOver(found ? [found] : []);
  };

  it.each<[number[], string]>([
    [[2, 30], '1,10,100'],
    [[3], '1,10'],
    [[0.4, 0.4], '0.1,1'],
    [[0, 0], '0.01,0.1'],
    [[1, 10], '1,10'],
  ])('over %j ms has the ticks %s', (values, ticks) => {
    expect(ticksOf(axisOf(...values)).map((us) => us / 1000)).toEqual(ticks.split(',').map(Number));
  });

  it('places by powers of ten', () => {
    const axis = axisOf(1, 100);
    expect(ms(1, 10, 100, 0.2).map((took) => placeOn(axis, took))).toEqual([0, 0.5, 1, 0]);
  });

  it('is cut into stretches that hold everything once', () => {
    // 1 to 100 ms in four: up to 3.16, 10, 31.6, 100.
    expect(binsOf(axisOf(1, 100), ms(1, 100, 2, 20, 3), 4)).toEqual([[0, 2, 4], [], [3], [1]]);
  });
});
