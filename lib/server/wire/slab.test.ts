import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSlab } from './slab';

test('what was copied stays as it was, whatever is copied after it and is done to the original', () => {
  const sizes = fc.array(fc.oneof(fc.nat(100), fc.nat(5000)), { maxLength: 60 });
  fc.assert(
    fc.property(sizes, (lengths) => {
      const copy = openSlab();
      const copies = lengths.map((length, i) => {
        const original = new Uint8Array(length).fill(i + 1);
        const made = copy(original);
        original.fill(0);
        return made;
      });
      return copies.every(
        (made, i) => made.length === lengths[i] && made.every((byte) => byte === ((i + 1) & 0xff)),
      );
    }),
  );
});

test('small copies share a block, large ones have their own', () => {
  const copy = openSlab();
  const [a, b, large] = [copy(Uint8Array.of(1, 2)), copy(Uint8Array.of(3)), copy(new Uint8Array(3000))];
  expect(a.buffer).toBe(b.buffer);
  expect([a.byteOffset, b.byteOffset]).toEqual([0, 2]);
  expect(large.buffer.byteLength).toBe(3000);
});
