import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { watchHoles } from './holes';
import type { Record } from './record';

/** `7` is a record of that number, `7-3` a gap that ends there and stands for three. */
function recordOf(told: string): Record {
  const [seq = 0, lost] = told.split('-').map(Number);
  const at = micros(seq * 10);
  return lost === undefined
    ? { type: 'bytes', seq, at, conn: 1, from: 'client', bytes: new Uint8Array() }
    : { type: 'gap', seq, at, lost };
}

function watched(numbers: string): { gaps: string[]; told: string | undefined } {
  const watch = watchHoles();
  const gaps = numbers.split(' ').flatMap((told) => {
    const gap = watch.before(recordOf(told));
    return gap ? [`${gap.seq}-${gap.lost} at ${gap.at} before ${told}`] : [];
  });
  return { gaps, told: watch.told() };
}

describe('numbers of records', () => {
  it.each([
    ['1 2 3', [], undefined],
    ['1 4-3 5', [], undefined],
    ['9-9 10', [], undefined],
    [
      '1 2 5 6',
      ['4-2 at 50 before 5'],
      '2 records are missing without a word about it, from number 3 on; each place is marked.',
    ],
    [
      '2 3 9-3 11',
      ['1-1 at 20 before 2', '6-3 at 90 before 9-3', '10-1 at 110 before 11'],
      '5 records are missing without a word about it, from number 1 on, in 3 places; each place is marked.',
    ],
    ['1 2 2 3', [], '1 record stands out of order or twice; all are shown as they stand.'],
    [
      '1 4 2 3 5',
      ['3-2 at 40 before 4'],
      '2 records are missing without a word about it, from number 2 on; each place is marked. 2 records stand out of order or twice; all are shown as they stand.',
    ],
  ])('%s', (numbers, gaps, told) => {
    expect(watched(numbers)).toEqual({ gaps, told });
  });
});
