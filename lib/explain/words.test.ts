import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { durationText, momentText, shortId, sizeText, valueText } from './words';

describe('words', () => {
  it.each([
    [0, '0.0 ms'],
    [640, '0.6 ms'],
    [9_949, '9.9 ms'],
    [9_950, '10 ms'],
    [121_000, '121 ms'],
    [999_500, '1.0 s'],
    [24_900_000, '24.9 s'],
    [125_000_000, '2 min 5 s'],
    [119_600_000, '2 min 0 s'],
  ])('%i µs reads %s', (took, text) => {
    expect(durationText(micros(took))).toBe(text);
  });

  it.each([
    [0, '0.0 ms'],
    [245_320, '245.3 ms'],
    [999_949, '999.9 ms'],
    [999_950, '1.000 s'],
    [6_603_499, '6.603 s'],
    [59_999_499, '59.999 s'],
    [59_999_500, '1:00.000'],
    [125_300_000, '2:05.300'],
  ])('the moment after %i µs reads %s', (at, text) => {
    expect(momentText(micros(at))).toBe(text);
  });

  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [2_400, '2.4 kB'],
    [999_949, '999.9 kB'],
    [1_000_000, '1.0 MB'],
  ])('%i bytes read %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });

  it.each([
    ['Alice', '"Alice"'],
    [null, 'null'],
    [[], '[]'],
    [{}, '{}'],
    [{ ok: true, name: 'Alice' }, '{ ok: true, name: "Alice" }'],
    [{ 'two words': [1, [2]] }, '{ "two words": [1, [2]] }'],
    ['say "hi"', '"say \\"hi\\""'],
  ])('%j reads %s', (value, text) => {
    expect(valueText(value)).toBe(text);
  });

  it.each([
    [2, '[⟨binary 1⟩]'],
    [1, '[{ _placeholder: true, num: 1 }]'],
    [0, '[{ _placeholder: true, num: 1 }]'],
  ])('of %i attachments the second is %s', (attachments, text) => {
    expect(valueText([{ _placeholder: true, num: 1 }], 60, attachments)).toBe(text);
  });

  it('cuts long values where they grow long', () => {
    expect(valueText('x'.repeat(100), 10)).toBe('"xxxxxxxxx…"');
    expect(
      valueText(
        Array.from({ length: 50 }, (_, i) => i),
        12,
      ),
    ).toBe('[0, 1, 2, 3, …]');
  });

  it('ends with values nested far deeper than anybody reads', () => {
    let nested: unknown = 0;
    for (let depth = 0; depth < 1_000; depth++) nested = [nested];
    expect(valueText(nested).length).toBeLessThan(80);
  });

  it('shortens an id to what tells it from its neighbours', () => {
    expect([shortId('vK3abcdefghij'), shortId('s1')]).toEqual(['vK3…', 's1']);
  });
});
