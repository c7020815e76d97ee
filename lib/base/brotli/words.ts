import { fromBase64 } from '../base64';
import { refuse } from './bits';
import { WORDS_DATA } from './words-data';

/** Shortest and longest word of the dictionary, in bytes. */
export const SHORTEST_WORD = 4;
export const LONGEST_WORD = 24;

/** How many words there are of each length, as a power of two (RFC 7932, appendix A). */
const COUNT_BITS = [0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5];

/** A word as it goes into the output: `id` counts the words of the length in each of their forms (RFC 7932 §8). */
export function wordOf(words: Uint8Array, length: number, id: number): Uint8Array {
  const countBits = COUNT_BITS[length] ?? 0;
  const form = FORMS[id >> countBits] ?? refuse();
  const start = wordsBefore(length) + (id & ((1 << countBits) - 1)) * length;
  const word = words.subarray(start, start + length);
  const middle = changed(word, form.change);
  const whole = new Uint8Array(form.before.length + middle.length + form.after.length);
  whole.set(form.before);
  whole.set(middle, form.before.length);
  whole.set(form.after, form.before.length + middle.length);
  return whole;
}

/** Bytes of all shorter words. */
function wordsBefore(length: number): number {
  let bytes = 0;
  for (let shorter = SHORTEST_WORD; shorter < length; shorter += 1) {
    bytes += shorter << (COUNT_BITS[shorter] ?? 0);
  }
  return bytes;
}

let opened: Uint8Array | undefined;

/** All words one after another. They come as a stream that needs none of them to be opened. */
export function dictionary(open: (stream: Uint8Array) => Uint8Array): Uint8Array {
  opened ??= open(fromBase64(WORDS_DATA) ?? refuse()).map((byte) => byte ^ 0x80);
  return opened;
}

function changed(word: Uint8Array, change: string): Uint8Array {
  if (change === '') return word;
  if (change === 'A' || change === 'AA') return raised(word, change === 'A');
  const count = Number(change);
  return count > 0 ? word.subarray(count) : word.subarray(0, Math.max(0, word.length + count));
}

/** Upper case, as far as flipping bits of UTF-8 can give it: of the first character, or of all. */
function raised(word: Uint8Array, onlyFirst: boolean): Uint8Array {
  const bytes = word.slice();
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte < 0xc0) {
      if (byte >= 0x61 && byte <= 0x7a) bytes[at] = byte ^ 32;
      at += 1;
    } else if (byte < 0xe0) {
      if (at + 1 < bytes.length) bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 32;
      at += 2;
    } else {
      if (at + 2 < bytes.length) bytes[at + 2] = (bytes[at + 2] ?? 0) ^ 5;
      at += 3;
    }
    if (onlyFirst) break;
  }
  return bytes;
}

/**
 * The forms of a word (RFC 7932, appendix B): what stands before it, its change, what stands after it. `A` raises the
 * first character, `AA` all; `+3` leaves out the first three bytes, `-3` the last three.
 */
const FORMS = [
  '||',
  '|| ',
  ' || ',
  '|+1|',
  '|A| ',
  '|| the ',
  ' ||',
  's || ',
  '|| of ',
  '|A|',
  '|| and ',
  '|+2|',
  '|-1|',
  ', || ',
  '||, ',
  ' |A| ',
  '|| in ',
  '|| to ',
  'e || ',
  '||"',
  '||.',
  '||">',
  '||\n',
  '|-3|',
  '||]',
  '|| for ',
  '|+3|',
  '|-2|',
  '|| a ',
  '|| that ',
  ' |A|',
  '||. ',
  '.||',
  ' ||, ',
  '|+4|',
  '|| with ',
  "||'",
  '|| from ',
  '|| by ',
  '|+5|',
  '|+6|',
  ' the ||',
  '|-4|',
  '||. The ',
  '|AA|',
  '|| on ',
  '|| as ',
  '|| is ',
  '|-7|',
  '|-1|ing ',
  '||\n\t',
  '||:',
  ' ||. ',
  '||ed ',
  '|+9|',
  '|+7|',
  '|-6|',
  '||(',
  '|A|, ',
  '|-8|',
  '|| at ',
  '||ly ',
  ' the || of ',
  '|-5|',
  '|-9|',
  ' |A|, ',
  '|A|"',
  '.||(',
  '|AA| ',
  '|A|">',
  '||="',
  ' ||.',
  '.com/||',
  ' the || of the ',
  "|A|'",
  '||. This ',
  '||,',
  '.|| ',
  '|A|(',
  '|A|.',
  '|| not ',
  ' ||="',
  '||er ',
  ' |AA| ',
  '||al ',
  ' |AA|',
  "||='",
  '|AA|"',
  '|A|. ',
  ' ||(',
  '||ful ',
  ' |A|. ',
  '||ive ',
  '||less ',
  "|AA|'",
  '||est ',
  ' |A|.',
  '|AA|">',
  " ||='",
  '|A|,',
  '||ize ',
  '|AA|.',
  '\xc2\xa0||',
  ' ||,',
  '|A|="',
  '|AA|="',
  '||ous ',
  '|AA|, ',
  "|A|='",
  ' |A|,',
  ' |AA|="',
  ' |AA|, ',
  '|AA|,',
  '|AA|(',
  '|AA|. ',
  ' |AA|.',
  "|AA|='",
  ' |AA|. ',
  ' |A|="',
  " |AA|='",
  " |A|='",
].map((row) => {
  const [before = '', change = '', after = ''] = row.split('|');
  return { before: bytesOf(before), change, after: bytesOf(after) };
});

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
