import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { jsonFault } from './json-fault';

it.each([
  ['["a"', 4, 'never closed'],
  ['["a",]', 5, 'a comma and nothing after it'],
  ['{"a":1,}', 7, 'a comma and no name after it'],
  ['{"a" 1}', 5, 'no colon'],
  ['{a:1}', 1, 'a name without quotes'],
  ["['a']", 1, 'single quotes'],
  ['["a\nb"]', 3, 'a line feed inside a string'],
  ['["\\x"]', 2, 'an escape that JSON does not have'],
  ['["a', 3, 'a string that is never closed'],
  ['[01]', 2, 'a number with a leading zero'],
  ['[undefined]', 1, 'a word that JSON does not have'],
  ['[1] 2', 4, 'a second value'],
  ['', 0, 'nothing at all'],
])('%s goes wrong at %i: %s', (text, place) => {
  expect(jsonFault(text)).toBe(place);
});

test('text has a fault exactly where JSON.parse refuses it', () => {
  const near = fc
    .array(
      fc.constantFrom(
        '[',
        ']',
        '{',
        '}',
        ',',
        ':',
        '"a"',
        '"\\n"',
        '"\\u00e',
        '1',
        '-0.5e1',
        '01',
        'null',
        ' ',
        'é',
      ),
      {
        maxLength: 7,
      },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(near, (text) => {
      expect(jsonFault(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 5000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
