import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexText, utf8Bytes } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import { decodeBatch, encodeBatch } from './batch';
import { anyRecords } from './testing/arbitrary';

describe('a batch', () => {
  it('is the length of its JSON, the JSON, and then the bytes as they are', () => {
    const batch = encodeBatch([
      { seq: 4, at: micros(7), type: 'bytes', conn: 1, from: 'server', bytes: Uint8Array.of(0x81, 0x00) },
    ]);
    const json = '[{"seq":4,"at":7,"type":"bytes","conn":1,"from":"server","bytes":2}]';
    expect(hexText(batch)).toBe(`00 00 00 44 ${hexText(utf8Bytes(json))} 81 00`);
  });

  it('gives back every record', () => {
    fc.assert(
      fc.property(anyRecords(), (records) => {
        expect(decodeBatch(encodeBatch(records))).toEqual(records);
      }),
    );
  });

  it('is refused when it is cut anywhere', () => {
    const whole = encodeBatch([
      { seq: 1, at: micros(0), type: 'bytes', conn: 1, from: 'client', bytes: Uint8Array.of(1, 2, 3) },
    ]);
    const cuts = Array.from({ length: whole.length }, (_, end) => decodeBatch(whole.subarray(0, end)));
    expect(cuts).toHaveLength(75);
    expect(cuts.filter((records) => records !== undefined)).toEqual([]);
  });

  it('is refused when it is noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(decodeBatch(noise)).toBeUndefined();
      }),
    );
  });
});
