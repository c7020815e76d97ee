import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { hexText, utf8Bytes } from './bytes';
import { sha1 } from './sha1';

// RFC 3174 §7.3 and the digest of nothing.
it.each([
  ['', 'da 39 a3 ee 5e 6b 4b 0d 32 55 bf ef 95 60 18 90 af d8 07 09'],
  ['abc', 'a9 99 3e 36 47 06 81 6a ba 3e 25 71 78 50 c2 6c 9c d0 d8 9d'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '84 98 3e 44 1c 3b d2 6e ba ae 4a a1 f9 51 29 e5 e5 46 70 f1',
  ],
])('the digest of "%s"', (text, digest) => {
  expect(hexText(sha1(utf8Bytes(text)))).toBe(digest);
});

test('any length gives the digest that Node gives', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(hexText(sha1(bytes))).toBe(hexText(createHash('sha1').update(bytes).digest()));
    }),
  );
});
