import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { byteAt, firstMalformed, locateText, textAt, unmaskedText } from './utf8';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
// Bytes near the borders of UTF-8, so that most sequences are almost well-formed.
const nearUtf8 = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        0x41,
        0x7f,
        0x80,
        0x8f,
        0x90,
        0x9f,
        0xa0,
        0xbf,
        0xc1,
        0xc2,
        0xdf,
        0xe0,
        0xed,
        0xef,
        0xf0,
        0xf4,
        0xf5,
      ),
      fc.integer({ min: 0, max: 255 }),
    ),
    { maxLength: 60 },
  )
  .map((bytes) => Uint8Array.from(bytes));

test('bytes decode as the platform decodes them', () => {
  fc.assert(
    fc.property(nearUtf8, (bytes) => {
      expect(textAt(bytes, 0, bytes.length)).toBe(decoder.decode(bytes));
      expect(locateText(bytes).text).toBe(decoder.decode(bytes));
    }),
    { numRuns: 3000 },
  );
});

test('every character begins where the characters before it end', () => {
  fc.assert(
    fc.property(nearUtf8, (bytes) => {
      const located = locateText(bytes);
      const pieces = Array.from(located.text, (_, i) => i).reduce<{ at: number; text: string }>(
        ({ at, text }) => {
          const char = String.fromCodePoint(located.text.codePointAt(at) ?? 0);
          const from = byteAt(located, at);
          const to = byteAt(located, at + char.length);
          return { at: at + char.length, text: text + decoder.decode(bytes.subarray(from, to)) };
        },
        { at: 0, text: '' },
      );
      expect(pieces.text).toBe(located.text);
      expect(byteAt(located, located.text.length)).toBe(bytes.length);
    }),
    { numRuns: 2000 },
  );
});

it.each<[string, number | undefined, string]>([
  ['41 c3 a9', undefined, 'é'],
  ['41 c3', 1, 'a sequence without its second byte'],
  ['80', 0, 'a continuation and no lead'],
  ['c0 80', 0, 'NUL in two bytes: overlong'],
  ['e0 9f bf', 0, 'overlong'],
  ['ed a0 80', 0, 'a surrogate'],
  ['f0 9f 8e 89', undefined, '🎉'],
  ['f4 90 80 80', 0, 'beyond U+10FFFF'],
  ['41 ff 41', 1, 'a byte that UTF-8 never has'],
])('%s is first malformed at %s: %s', (hex, place) => {
  expect(firstMalformed(bytesOf(hex))).toBe(place);
});

test('masked text reads as it did before the mask', () => {
  // RFC 6455 §5.7: a masked text frame that says "Hello".
  const frame = bytesOf('81 85 37 fa 21 3d 7f 9f 4d 51 58');
  expect(unmaskedText(frame, 2, 6, 11)).toBe('Hello');
});

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' '), (digits) => Number.parseInt(digits, 16));
}
