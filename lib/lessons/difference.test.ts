import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference';

const SIGN = { same: ' ', gone: '-', new: '+' } as const;

/** As `diff -U 2` would print it, without the lengths. */
function printed(before: string, after: string): string[] {
  return differenceOf(before, after).flatMap((hunk) => [
    `@@ ${hunk.before} ${hunk.after}`,
    ...hunk.lines.map(({ kind, text }) => SIGN[kind] + text),
  ]);
}

describe('the difference', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['nothing', 'a\nb\n', 'a\nb\n', []],
    ['a line is replaced', 'a\nb\nc\n', 'a\nB\nc\n', ['@@ 1 1', ' a', '-b', '+B', ' c']],
    ['a line is added at the end', 'a\n', 'a\nb\n', ['@@ 1 1', ' a', '+b']],
    ['a line is taken out at the start', 'a\nb\n', 'b\n', ['@@ 1 1', '-a', ' b']],
    ['all of it is new', '', 'a\n', ['@@ 1 1', '+a']],
    [
      'what is far away is left out',
      '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
      '1\n2\n3\n4\nfive\n6\n7\n8\n9\n',
      ['@@ 3 3', ' 3', ' 4', '-5', '+five', ' 6', ' 7'],
    ],
    [
      'two places are two hunks',
      'a\n2\n3\n4\n5\n6\nz\n',
      'A\n2\n3\n4\n5\n6\nZ\n',
      ['@@ 1 1', '-a', '+A', ' 2', ' 3', '@@ 5 5', ' 5', ' 6', '-z', '+Z'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(printed(before, after)).toEqual(expected);
  });

  it('leads from the one text to the other', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '', 'c'), { maxLength: 12 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = before.split('\n').slice(0, -1);
        for (const hunk of [...differenceOf(before, after)].reverse()) {
          const old = hunk.lines.filter(({ kind }) => kind !== 'new');
          const fresh = hunk.lines.filter(({ kind }) => kind !== 'gone');
          if (old.some(({ text: line }, at) => lines[hunk.before - 1 + at] !== line)) return false;
          lines.splice(hunk.before - 1, old.length, ...fresh.map(({ text: line }) => line));
        }
        return lines.map((line) => `${line}\n`).join('') === after;
      }),
    );
  });
});
