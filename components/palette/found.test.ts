import { describe, expect, it } from 'vitest';
import type { Action } from '@/lib/state/actions';
import { findActions } from './found';
import { fuzzyMatch } from './fuzzy';

function marked(typed: string, text: string): string | undefined {
  const match = fuzzyMatch(typed, text);
  return match && [...text].map((letter, i) => (match.places.includes(i) ? `[${letter}]` : letter)).join('');
}

describe('letters typed', () => {
  it.each([
    ['run', 'Run the program', '[R][u][n] the program'],
    ['rp', 'Run the program', '[R]un the [p]rogram'],
    ['gle', 'Go to lesson', '[G]o to [l][e]sson'],
    ['sta', 'Show the statistics', 'Show the [s][t][a]tistics'],
    ['fre ze', 'freeze ↓', '[f][r][e]e[z][e] ↓'],
    ['', 'anything', 'anything'],
  ])('%j in %j: %s', (typed, text, expected) => {
    expect(marked(typed, text)).toBe(expected);
  });

  it.each([
    ['xyz', 'Run the program'],
    ['mr', 'Run'],
    ['runs', 'Run'],
  ])('%j are not in %j', (typed, text) => {
    expect(fuzzyMatch(typed, text)).toBeUndefined();
  });
});

const ACTIONS: readonly Action[] = [
  ['run', 'Program', 'Run the program', 'start again'],
  ['ladder', 'View', 'Show the ladder', ''],
  ['statistics', 'View', 'Show the statistics', 'bytes latency'],
  ['freeze', 'Wire', 'Freeze both directions', 'tunnel'],
].map(([id = '', group = '', title = '', words = '']) => ({ id, group, title, words, run: () => undefined }));

function told(typed: string, used: readonly string[] = []): string[] {
  return findActions(ACTIONS, typed, used).map(
    ({ value, items }) => `${value}: ${items.map(({ action }) => action.id).join(' ')}`,
  );
}

describe('what the palette shows', () => {
  it.each<[string, string, string[], string[]]>([
    ['everything in its groups', '', [], ['Program: run', 'View: ladder statistics', 'Wire: freeze']],
    [
      'first what was used lately, once, and nothing that is gone',
      '',
      ['freeze', 'gone', 'ladder'],
      ['Used lately: freeze ladder', 'Program: run', 'View: statistics'],
    ],
    ['the best first', 'show', [], ['Found: ladder statistics']],
    ['of equals, the one that was used', 'show the', ['statistics'], ['Found: statistics ladder']],
    ['also by other words', 'latency', [], ['Found: statistics']],
    ['nothing', 'qqq', [], []],
  ])('%s', (_what, typed, used, expected) => {
    expect(told(typed, used)).toEqual(expected);
  });
});
