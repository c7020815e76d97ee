import { expect, it } from 'vitest';
import { jsonText } from './json-text';

it.each<[unknown, string]>([
  [['hi', 1, { ok: true, none: null }], '["hi",1,{"ok":true,"none":null}]'],
  [{ 'a"b': [] }, '{"a\\"b":[]}'],
  [['photo', Uint8Array.of(1, 2, 3)], '["photo","3 bytes"]'],
  [1n, '1'],
])('value %#', (value, text) => {
  expect(jsonText(value)).toBe(text);
});

it('writes no more than is compared, however much and however deep a peer nests', () => {
  const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
  expect(jsonText(deep)).toBe(`${'['.repeat(200)}…${']'.repeat(200)}`);
  expect(jsonText(['a'.repeat(1_000_000)])).toHaveLength(10_004);
  expect(jsonText(Array.from({ length: 100_000 }, () => 7)).length).toBeLessThan(10_010);
});
