import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grouped } from './grouped';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [-1048576, '-1,048,576'],
  [1000.5, '1,000.5'],
  [0.1234, '0.1234'],
])('%d is read as %s', (value, text) => {
  expect(grouped(value)).toBe(text);
});

it('any whole number is written as the platform writes it', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      expect(grouped(value)).toBe(value.toLocaleString('en'));
    }),
  );
});
