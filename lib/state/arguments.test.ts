import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments';

describe('arguments as they are typed', () => {
  it.each([
    ['', '[]'],
    ['  ', '[]'],
    ['"Alice"', '["Alice"]'],
    ['1, {"a": [true, null]}', '[1, {"a": [true, null]}]'],
    ['[1, 2]', '[[1, 2]]'],
  ])('%j are %s', (text, json) => {
    expect(readArguments(text)).toEqual({ ok: true, json });
  });

  it.each([
    ['hello', 0, 'A word needs double quotes: "hello". Only true, false and null go without.'],
    ["1, 'hello'", 3, 'JSON has its texts in double quotes: "hello".'],
    ['1,', 2, 'Something is missing at the end.'],
    ['{"a": 1', 7, 'Something is missing at the end.'],
    ['1,,2', 2, 'A value is missing before this comma.'],
    ['1],[2', 1, '“]” cannot stand here.'],
    ['{a: 1}', 1, 'A word needs double quotes: "hello". Only true, false and null go without.'],
    ['"open', 5, 'Something is missing at the end.'],
  ])('%j goes wrong at %i', (text, at, message) => {
    expect(readArguments(text)).toEqual({ ok: false, at, message });
  });
});
