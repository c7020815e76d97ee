import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { decodeBase64, fromBase64, readBase64, toBase64 } from './base64';
import { utf8Bytes, viewOf } from './bytes';

/** What is read of `text[start..end)`; the byte before it is left as it was. */
function read(text: Uint8Array, start: number, end: number): Uint8Array | undefined {
  const into = new Uint8Array(end - start + 1).fill(7, 0, 1);
  const size = readBase64(viewOf(text), start, end, into, 1);
  expect(into[0]).toBe(7);
  return size === -1 ? undefined : into.slice(1, 1 + size);
}

test('bytes come back from base64, which is canonical', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase64(bytes);
      expect(fromBase64(text)).toEqual(bytes);
      expect(decodeBase64(text)).toEqual({ bytes, canonical: true });
      expect(read(utf8Bytes(`=${text}=`), 1, text.length + 1)).toEqual(bytes);
    }),
  );
});

it.each([
  ['AQID', [1, 2, 3], true, 'standard'],
  ['AQ==', [1], true, 'padded'],
  ['AQ', [1], false, 'without its padding'],
  ['AR==', [1], false, 'with bits that are left over'],
  ['-_-_', [251, 255, 191], false, 'the URL alphabet'],
  ['AQ ID', [1, 2, 3], false, 'with a space'],
  ['AQ==AQID', [1], false, 'with more after the padding'],
  ['A', [], false, 'too short for a byte'],
  ['AQI=', [1, 2], true, 'padded by one'],
  ['AQI==', [1, 2], false, 'padded too much'],
])('%s is read as %j (canonical: %s): %s', (text, bytes, canonical) => {
  expect(decodeBase64(text)).toEqual({ bytes: Uint8Array.from(bytes), canonical });
});

test('any text gives the bytes that Node gives, up to the first `=`', () => {
  const near = fc
    .array(fc.constantFrom('A', 'Z', 'a', '9', '+', '/', '-', '_', ' ', '\n', '!', 'é', 'QUJD'), {
      maxLength: 12,
    })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(near, (text) => {
      expect(Array.from(decodeBase64(text).bytes)).toEqual(Array.from(Buffer.from(text, 'base64')));
    }),
    { numRuns: 1000 },
  );
});

test('base64 in ASCII is read as its text is, or not at all', () => {
  const near = fc
    .array(fc.constantFrom('A', 'Z', 'a', '9', '+', '/', '-', '_', ' ', '=', '==', 'é', 'QUJD'), {
      maxLength: 8,
    })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(near, (text) => {
      const ascii = utf8Bytes(text);
      const bytes = read(ascii, 0, ascii.length);
      if (bytes) expect(bytes).toEqual(fromBase64(text));
      else expect(decodeBase64(text).canonical).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
