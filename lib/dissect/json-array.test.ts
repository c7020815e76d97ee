import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '@/lib/base/bytes';
import { isAsciiArray } from './json-array';

function isArray(text: string): boolean {
  const bytes = utf8Bytes(text);
  // What stands before and behind is another packet's.
  const among = utf8Bytes(`[1]${text}[]"}`);
  const found = isAsciiArray(bytes, 0, bytes.length);
  expect(isAsciiArray(among, 3, 3 + bytes.length)).toBe(found);
  return found;
}

/** What the platform says. It takes white space around the array as well. */
function isParsed(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text)) && text.startsWith('[') && text.endsWith(']');
  } catch {
    return false;
  }
}

describe('an array of JSON in ASCII', () => {
  it.each([
    '[]',
    '[ ]',
    '["chat","hello"]',
    '[1,-0,0.5,1e9,-2.50E-3,1e+2]',
    '[true,false,null]',
    '[[[]],{}]',
    '[{"a":{"b":[1,{"c":"d"}]},"e":""}]',
    '[ 1 , {\t"a" :\r\n[ ] } ]',
    '["\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D"]',
    '["\u007f"]',
  ])('is %j', (text) => {
    expect([isArray(text), isParsed(text)]).toEqual([true, true]);
  });

  it.each([
    '',
    '[',
    ']',
    '[1',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1]]',
    '[1],',
    '[1}',
    '[01]',
    '[-]',
    '[+1]',
    '[.5]',
    '[1.]',
    '[1e]',
    '[1e+]',
    '[tru]',
    '[nul',
    '[True]',
    '["a]',
    '["\\x"]',
    '["\\u00g0"]',
    '["\\u00"]',
    '["\\',
    '["a\nb"]',
    "['a']",
    '[{"a"}]',
    '[{"a":}]',
    '[{a:1}]',
    '[{"a":1,}]',
    '[{,}]',
    '{}',
    '"a"',
    '[undefined]',
  ])('is not %j', (text) => {
    expect([isArray(text), isParsed(text)]).toEqual([false, false]);
  });

  it.each([
    ['it is not ASCII', '["é"]'],
    ['white space is around it', ' []'],
    ['it is nested deeper than 64 times', `${'['.repeat(65)}${']'.repeat(65)}`],
  ])('is not said to be one where %s', (_, text) => {
    expect(isArray(text)).toBe(false);
    expect(Array.isArray(JSON.parse(text))).toBe(true);
  });

  it('may be nested 64 times', () => {
    expect(isArray(`${'['.repeat(64)}${']'.repeat(64)}`)).toBe(true);
  });

  it('is what the platform parses to one', () => {
    const value = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify([value]));
    const near = fc
      .tuple(value, fc.nat(), fc.constantFrom(...'[]{}",:\\ 0e-.tnu'))
      .map(([text, seed, char]) => {
        const at = seed % (text.length + 1);
        return text.slice(0, at) + char + text.slice(at + (seed % 2));
      });
    const like = fc
      .array(fc.constantFrom('[', ']', '{', '}', '"a"', ':', ',', '1', '-', '.5', 'e3', 'null', ' '), {
        maxLength: 12,
      })
      .map((parts) => `[${parts.join('')}]`);
    fc.assert(
      fc.property(fc.oneof(value, near, like), (text) => {
        const isAscii = [...text].every((char) => char < '\u0080');
        expect(isArray(text)).toBe(isAscii && isParsed(text));
      }),
      { numRuns: 3000 },
    );
  });
});
