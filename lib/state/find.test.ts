import { describe, expect, it } from 'vitest';
import { UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { findFrom, readSought } from './find';

const STORY = timelineOf(UPGRADE);

/** Each that is found, one after the other, until it begins anew. */
function found(typed: string, way: 1 | -1 = 1): number[] {
  const sought = readSought(typed);
  if (!sought) return [];
  const numbers: number[] = [];
  let at: number | undefined;
  for (;;) {
    at = findFrom(STORY, sought, at, way, () => true)?.n;
    if (at === undefined || at === numbers[0]) return numbers;
    numbers.push(at);
  }
}

describe('findFrom', () => {
  it.each<[string, number[]]>([
    // masked bytes as what they were
    ['alice"', [16]],
    ['2probe', [12]],
    ['sock1', [7]],
    // a label only
    ['upgrade: websocket', [9, 11]],
    // the digit 3: in a length, in the handshake's version and its answer, in probe and pong and ack
    ['0x33', [7, 9, 11, 13, 17, 19]],
    ['0x81 01 32', [18]],
    ['0x 81 01 32 ', [18]],
    ['nowhere', []],
    ['', []],
    ['0x8', []],
  ])('%s', (typed, numbers) => {
    expect(found(typed)).toEqual(numbers);
  });

  it('goes the other way, and begins anew at the end', () => {
    expect(found('0x33', -1)).toEqual([19, 17, 13, 11, 9, 7]);
    const sought = readSought('2probe');
    expect(sought && findFrom(STORY, sought, 12, 1, () => true)?.n).toBe(12);
    expect(sought && findFrom(STORY, sought, 20, 1, () => true)?.n).toBe(12);
    expect(sought && findFrom(STORY, sought, undefined, 1, (n) => n !== 12)).toBeUndefined();
  });

  it('says where it is: under the mask', () => {
    const sought = readSought('ALICE');
    expect(sought && findFrom(STORY, sought, undefined, 1, () => true)?.place).toEqual({
      buffer: 1,
      start: 13,
      end: 18,
    });
  });
});
