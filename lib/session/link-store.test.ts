import fc from 'fast-check';
import { expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import type { Link } from './entry';
import { LinkStore } from './link-store';

const number = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const link: fc.Arbitrary<Link> = fc.record({
  kind: fc.constantFrom('response', 'ack', 'pong', 'connect', 'because', 'buffered'),
  a: number,
  b: number,
  packetA: fc.nat(3),
  packetB: fc.nat(3),
  took: fc.double({ min: 0, max: 1e12, noNaN: true }).map(micros),
  label: fc.string(),
});
const pair = fc.record({
  a: number,
  b: number,
  took: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e12, noNaN: true })).map(micros),
  id: fc.oneof(fc.nat(), fc.maxSafeNat()),
});

it('keeps links as they came, acks in columns or not', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(link, pair), { maxLength: 200 }), (all) => {
      const store = new LinkStore();
      const wanted = all.map((one): Link => {
        if ('kind' in one) {
          store.push(one);
          return one;
        }
        store.pushAck(one);
        const { a, b, took, id } = one;
        return { kind: 'ack', a, b, packetA: 0, packetB: 0, took, label: `ack ${id}` };
      });
      expect([...store]).toEqual(wanted);
      expect(wanted.map((_, place) => store.at(place))).toEqual(wanted);
      expect(wanted.map((_, place) => [store.kindAt(place), store.endsAt(place)])).toEqual(
        wanted.map(({ kind, a, b }) => [kind, { a, b }]),
      );
      expect([...store.ofKinds(['ack', 'pong'])]).toEqual(
        wanted.filter(({ kind }) => kind === 'ack' || kind === 'pong'),
      );
      expect([store.length, store.at(-1), store.at(all.length), store.kindAt(all.length)]).toEqual([
        all.length,
        undefined,
        undefined,
        undefined,
      ]);
    }),
  );
});
