import { describe, expect, it } from 'vitest';
import type { Happening } from './log';
import { openLog } from './log';

const EVERYTHING = Number.POSITIVE_INFINITY;

function bytes(length: number): Happening {
  return { type: 'bytes', conn: 1, from: 'client', bytes: new Uint8Array(length) };
}

describe('the log of a lab', () => {
  it('numbers its records 1, 2, 3 … and never goes back in time', () => {
    const log = openLog(() => 1_000_000);
    for (let i = 0; i < 500; i++) log.append({ type: 'open', conn: i, client: 'alice' });
    const records = log.after(0, EVERYTHING);
    expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    expect(records.map(({ at }) => at)).toEqual(records.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(records.every(({ at }) => Number.isInteger(at))).toBe(true);
  });

  it('gives the records after a cursor, as many as the budget holds and at least one', () => {
    const log = openLog(() => 1_000_000);
    for (let i = 0; i < 5; i++) log.append(bytes(1000));
    const seqs = (after: number, budget: number) => log.after(after, budget).map(({ seq }) => seq);
    expect(seqs(0, EVERYTHING)).toEqual([1, 2, 3, 4, 5]);
    expect(seqs(3, EVERYTHING)).toEqual([4, 5]);
    expect(seqs(1, 2000)).toEqual([2, 3]);
    expect(seqs(0, 1)).toEqual([1]);
    expect(seqs(5, EVERYTHING)).toEqual([]);
    expect(seqs(99, EVERYTHING)).toEqual([]);
  });

  it('lets the oldest go and puts a gap in their place that says how many', () => {
    const log = openLog(() => 10_000);
    for (let i = 0; i < 20; i++) log.append(bytes(1800)); // 2000 each: five are kept
    expect(log.after(0, EVERYTHING).map(({ type, seq }) => [type, seq])).toEqual([
      ['gap', 15],
      ['bytes', 16],
      ['bytes', 17],
      ['bytes', 18],
      ['bytes', 19],
      ['bytes', 20],
    ]);
    expect(log.after(0, EVERYTHING)[0]).toMatchObject({ type: 'gap', seq: 15, lost: 15 });
    expect(log.after(12, EVERYTHING)[0]).toMatchObject({ type: 'gap', seq: 15, lost: 3 });
    expect(log.after(15, EVERYTHING)[0]).toMatchObject({ type: 'bytes', seq: 16 });
  });

  it('keeps the newest record however large it is', () => {
    const log = openLog(() => 10_000);
    log.append(bytes(10));
    log.append(bytes(50_000));
    expect(log.after(0, EVERYTHING).map(({ type, seq }) => [type, seq])).toEqual([
      ['gap', 1],
      ['bytes', 2],
    ]);
  });

  it('holds what it may hold after any number of records', () => {
    const log = openLog(() => 100_000);
    for (let i = 0; i < 50_000; i++) log.append(bytes(50)); // 250 each: 400 are kept
    expect(log.after(0, EVERYTHING)).toHaveLength(401);
    expect(log.lastSeq).toBe(50_000);
  });

  it('calls its watchers after each append until they leave', () => {
    const log = openLog(() => 1000);
    const seen: number[] = [];
    const leave = log.watch(() => seen.push(log.lastSeq));
    log.append(bytes(1));
    log.append(bytes(1));
    leave();
    log.append(bytes(1));
    expect(seen).toEqual([1, 2]);
  });
});
