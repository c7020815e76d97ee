import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { packRecords } from './pack';

describe('a pack', () => {
  it('holds the bytes of all its records one after the other', () => {
    const pack = packRecords([
      { seq: 1, at: micros(0), type: 'open', conn: 1, client: 'alice' },
      { seq: 2, at: micros(5), type: 'bytes', conn: 1, from: 'client', bytes: Uint8Array.of(1, 2) },
      { seq: 3, at: micros(9), type: 'bytes', conn: 1, from: 'server', bytes: Uint8Array.of(3) },
    ]);
    expect([...pack.form, ...pack.length, ...pack.bytes]).toEqual([0, 2, 3, 2, 1, 1, 2, 3]);
    expect(pack.others).toHaveLength(1);
  });
});
