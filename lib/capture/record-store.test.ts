import fc from 'fast-check';
import { expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { packRecords } from './pack';
import type { Record } from './record';
import { RecordStore } from './record-store';
import { anyRecords } from './testing/arbitrary';

const record: fc.Arbitrary<Record> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('bytes' as const),
      seq: fc.oneof(fc.nat(), fc.constant(2 ** 40)),
      at: fc.nat().map(micros),
      conn: fc.oneof(fc.nat(9), fc.constant(2 ** 33)),
      from: fc.constantFrom<'client' | 'server'>('client', 'server'),
      bytes: fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constant(new Uint8Array(9000).fill(7))),
    }),
  },
  fc.record({ type: fc.constant('gap' as const), seq: fc.nat(), at: fc.nat().map(micros), lost: fc.nat() }),
);

/** Thousands of bytes are compared at once, not one by one. */
function inHex(one: Record) {
  return one.type === 'bytes' || one.type === 'message'
    ? { ...one, bytes: Buffer.from(one.bytes).toString('hex') }
    : one;
}

it('keeps records as they were, whatever becomes of the bytes they came with', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 60 }), (records) => {
      const expected = records.map(inHex);
      const store = new RecordStore();
      for (const one of records) {
        if (one.type !== 'bytes') store.push(one);
        else {
          const bytes = one.bytes.slice();
          store.push({ ...one, bytes });
          bytes.fill(0);
        }
      }
      expect([...store].map(inHex)).toEqual(expected);
      expect(store.length).toBe(records.length);
    }),
    { numRuns: 60 },
  );
});

it('takes a pack as the records that were packed, also between others', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyRecords(), fc.array(record, { maxLength: 9 })),
      anyRecords(),
      (packed, others) => {
        const store = new RecordStore();
        for (const one of others) store.push(one);
        store.adopt(packRecords(packed));
        for (const one of others) store.push(one);
        expect([...store].map(inHex)).toEqual([...others, ...packed, ...others].map(inHex));
      },
    ),
  );
});
