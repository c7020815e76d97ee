import { expect, test } from 'vitest';
import { openPace } from './pace';

test('each lab has its own count, and each second a new one', () => {
  let time = 0;
  const pace = openPace(2, () => time);
  const admitted = (id: string) => pace.admit(id);
  expect(['a', 'a', 'a', 'b', 'a'].map(admitted)).toEqual([true, true, false, true, false]);
  time = 999;
  expect(admitted('a')).toBe(false);
  time = 1000;
  expect(['a', 'b', 'a', 'a'].map(admitted)).toEqual([true, true, true, false]);
});
