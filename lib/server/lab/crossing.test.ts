import { expect, test } from 'vitest';
import type { Crossing } from './border';
import { enter, leaving } from './crossing';
import { newQuickJS } from './quickjs';

/* The tags by which values are known are QuickJS's own: another build of it must not go unnoticed. */

test.each<[string, Crossing]>([
  ['"text"', 'text'],
  ['""', ''],
  ['"é🎉"', 'é🎉'],
  ['"a".repeat(3000) + "b".repeat(3000)', `${'a'.repeat(3000)}${'b'.repeat(3000)}`],
  ['0', 0],
  ['-1', -1],
  ['2 ** 31 - 1', 2147483647],
  ['2 ** 31', 2147483648],
  ['-(2 ** 53)', -9007199254740992],
  ['0.5', 0.5],
  ['NaN', Number.NaN],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['true', true],
  ['false', false],
  ['undefined', undefined],
  ['null', undefined],
  ['() => 1', undefined],
  ['Symbol("x")', undefined],
  ['12345678901234567890n', undefined],
  ['5n', undefined],
])('%s', async (source, expected) => {
  const { module, memory } = await newQuickJS();
  const vm = module.newContext();
  const leave = leaving(vm, memory);
  const value = vm.unwrapResult(vm.evalCode(`(${source})`));
  if (source === 'null') expect(() => leave(value)).toThrow('Only text, numbers and bytes leave the lab');
  else expect(leave(value)).toEqual(expected);
  // What is large makes the memory grow: it is read where it is then.
  const large = enter(vm, new ArrayBuffer(8_000_000));
  const bytes = leave(large);
  expect(bytes instanceof ArrayBuffer ? bytes.byteLength : bytes).toBe(8_000_000);
  expect(leave(enter(vm, 7))).toBe(7);
});
