import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_SUBJECT, type Pattern, readPattern } from './pattern';

function read(source: string): Pattern {
  const pattern = readPattern(source);
  if (typeof pattern === 'string') throw new Error(`${source}: ${pattern}`);
  return pattern;
}

describe('a pattern', () => {
  it.each<[source: string, met: string[], unmet: string[]]>([
    ['^chat', ['chat', 'chat:new'], ['a chat']],
    ['a|b$', ['a!', 'cb'], ['bc', '']],
    ['^(new|old)?:', ['new:', ':'], ['newold:']],
    ['x{2,3}y', ['xxy', 'xxxxy'], ['xy', 'xx']],
    ['^x{2}$', ['xx'], ['x', 'xxx']],
    ['^x{2,}$', ['xx', 'xxxx'], ['x']],
    ['a{b', ['a{b'], ['ab']],
    ['\\bon\\b', ['on', 'go on!'], ['pony', 'one']],
    ['\\Bon', ['pony'], ['on', 'a on']],
    ['^.+$', ['a', 'a\u00e9'], ['', 'a\nb']],
    ['[^a-c]+\\]', ['d]'], ['a]']],
    ['[]|x', ['x'], ['y']],
    ['^[^]*$', ['', 'a\n'], []],
    ['[\\d-]+x', ['1-x', '-x'], ['ax']],
    ['[a-\\d]{2}', ['a-', '-7'], ['b7']],
    ['^\\u00e9\\x41\\t\\/$', ['éA\t/'], ['éA\t\\/']],
    ['(?<year>\\d{4})-(?:0?\\d)', ['2026-09', '2026-9'], ['202-09']],
    ['^(a*)*$', ['', 'aa'], ['ab']],
    ['a+?b??c', ['abc', 'aac'], ['bc']],
  ])('%s', (source, met, unmet) => {
    const pattern = read(source);
    expect(met.filter((text) => !pattern.test(text))).toEqual([]);
    expect(unmet.filter((text) => pattern.test(text))).toEqual([]);
  });

  it.each([
    ['.*a.*a.*b', 'a'],
    ['^(a+)+b$', 'a'],
    ['(a|a)*b', 'a'],
    ['(a*)*(a*)*(a*)*b', 'a'],
    ['(.*)(.*)(.*)(.*)(.*)[0-9]$', 'x'],
    ['(x+x+)+y', 'x'],
    ['(?:[ab]*a){9}[ab]{200}c', 'ab'],
    ['[ab]*a[ab]{150}c', 'aabab'],
  ])('%s is over with a text made against it in steps, not in ways', (source, piece) => {
    const text = piece.repeat(LONGEST_SUBJECT / piece.length);
    expect(read(source).test(text)).toBe(false);
  });
});

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\W',
  '\\d',
  ' ',
  '\\b',
  '\\B',
  '^',
  '$',
  '-',
  '',
);
const repeat = fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{1,2}', '{0}', '{1,}');
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, two]) => one + two),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, two]) => `(${one}|${two})`),
    fc.tuple(tie('pattern'), repeat).map(([part, times]) => `(?:${part})${times}`),
  ),
}));

describe('law', () => {
  it('a pattern matches where RegExp says it does', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '-', '\n', 'é') }),
        (source, text) => {
          fc.pre(source.length <= 40);
          // A count makes it walk, whatever the pattern is.
          expect(read(`(?:${source}){1}`).test(text)).toBe(new RegExp(source).test(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
