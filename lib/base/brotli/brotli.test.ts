import { brotliCompressSync, constants } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexText, utf8Bytes, utf8Text } from '../bytes';
import { openBrotli } from './brotli';

const LIMIT = 2 ** 20;

/** Streams written by hand, bit by bit: the first bit of a byte is its lowest. */
function bitsOf(bits: string): Uint8Array {
  const digits = bits.replaceAll(' ', '');
  return Uint8Array.from({ length: Math.ceil(digits.length / 8) }, (_, at) =>
    Number.parseInt([...digits.slice(8 * at, 8 * at + 8).padEnd(8, '0')].reverse().join(''), 2),
  );
}

function packed(text: string | Uint8Array, quality = 11, window = 22): Uint8Array {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_LGWIN]: window };
  return new Uint8Array(brotliCompressSync(text, { params }));
}

describe('a Brotli stream', () => {
  it.each([
    ['nothing: window 16, last and empty', '0 11', ''],
    ['three plain bytes', '0 0 00 0100 0000 0000 0000 1 000 00010110 10010110 10000100 11', '68 69 21'],
    ['metadata is passed over', '0 0 11 0 10 10000000 0 11111111 11111111 11', ''],
  ])('%s', (_, bits, hex) => {
    expect(hexText(openBrotli(bitsOf(bits), LIMIT).bytes)).toBe(hex);
  });

  it.each([
    ['a window of nine bits', '1000100', 'broken'],
    ['the reserved bit of metadata', '0 0 11 1', 'broken'],
    ['a length whose highest digit is zero', '0 0 10 0000 0000 0000 0000 0000 1', 'broken'],
    ['bits that are not zero before plain bytes', '0 0 00 0000 0000 0000 0000 1 100 0110100', 'broken'],
    ['no first byte', '', 'cut'],
    ['plain bytes that are not there', '0 0 00 0100 0000 0000 0000 1 000 00010110', 'cut'],
    ['no last meta-block', '0 0 00 0000 0000 0000 0000 1 000 00010110', 'cut'],
    ['bits after the end', '0 11 1', 'broken'],
    ['bytes after the end', '0 11 00000 00000000', 'broken'],
  ])('%s is told', (_, bits, problem) => {
    expect(openBrotli(bitsOf(bits), LIMIT).problem).toBe(problem);
  });

  it('words of the dictionary, changed', () => {
    const text = 'The quick time of the world; and that is not about the JavaScript function of the company.';
    const stream = packed(text);
    expect(stream.length).toBeLessThan(text.length - 20);
    expect(utf8Text(openBrotli(stream, LIMIT).bytes)).toBe(text);
  });

  it('what came before a cut is kept', () => {
    const text = 'socket '.repeat(3) + 'x1y2z3q4'.repeat(9);
    const { bytes, problem } = openBrotli(packed(text).subarray(0, -2), LIMIT);
    expect(problem).toBe('cut');
    expect(text.startsWith(utf8Text(bytes))).toBe(true);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'a stream without its last %i bytes is never read as another text',
    (missing) => {
      const text = '42["hello",0.123,{"deep":[1,2,3]}]';
      expect(openBrotli(packed(text).subarray(0, -missing), LIMIT).problem).toBeDefined();
    },
  );

  it('a bomb stops at the limit', () => {
    const bomb = packed(new Uint8Array(2 ** 26), 5);
    expect(bomb.length).toBeLessThan(1000);
    const { bytes, problem } = openBrotli(bomb, LIMIT);
    expect([bytes.length, problem]).toEqual([LIMIT, 'too-long']);
  });
});

const content = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }).map(utf8Bytes),
  fc.uint8Array({ maxLength: 2000 }),
  fc
    .array(fc.constantFrom('the ', 'Content-Type: ', '42["hello",', ' of the ', 'ЁÀ', '\u0000'), {
      maxLength: 400,
    })
    .map((words) => utf8Bytes(words.join(''))),
);

describe('laws', () => {
  it('opens what the reference implementation packs, whatever its quality and window', () => {
    fc.assert(
      fc.property(content, fc.nat(11), fc.integer({ min: 10, max: 24 }), (bytes, quality, window) => {
        const opened = openBrotli(packed(bytes, quality, window), LIMIT);
        expect(opened.problem).toBeUndefined();
        expect(hexText(opened.bytes)).toBe(hexText(bytes));
      }),
    );
  });

  it('any bytes have an end, within the limit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(openBrotli(bytes, 5000).bytes.length).toBeLessThanOrEqual(5000);
      }),
    );
  });

  it('a byte that was changed neither throws nor opens to more', () => {
    fc.assert(
      fc.property(content, fc.nat(), fc.nat(255), (bytes, place, byte) => {
        const stream = packed(bytes);
        stream[place % stream.length] = byte;
        expect(openBrotli(stream, 5000).bytes.length).toBeLessThanOrEqual(5000);
      }),
    );
  });

  it('a stream that is cut anywhere begins as the whole one does', () => {
    fc.assert(
      fc.property(content, fc.nat(), (bytes, place) => {
        const stream = packed(bytes);
        const { bytes: begun, problem } = openBrotli(stream.subarray(0, place % stream.length), LIMIT);
        expect(problem).toBe('cut');
        expect(hexText(begun)).toBe(hexText(bytes.subarray(0, begun.length)));
      }),
    );
  });
});
