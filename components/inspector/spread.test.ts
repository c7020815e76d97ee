import { describe, expect, it } from 'vitest';
import type { NamedBuffer } from '@/lib/dissect/layer';
import { spread, unmaskedByte } from './spread';

const bytes = (length: number) => new Uint8Array(length);

/** A masked frame of 12 bytes, whose payload of 6 was unmasked and then inflated to 40. */
const BUFFERS: readonly NamedBuffer[] = [
  { name: 'wire', bytes: bytes(12) },
  { name: 'unmasked', bytes: bytes(6), source: { buffer: 0, start: 6, end: 12 } },
  { name: 'inflated', bytes: bytes(40), source: { buffer: 1, start: 0, end: 6 } },
];

describe('the same bytes in every buffer', () => {
  it.each([
    ['a byte of the header is nowhere else', [0, 0, 1], ['wire 0-1']],
    ['a masked byte, unmasked', [0, 6, 7], ['wire 6-7', 'unmasked 0-1']],
    ['an unmasked byte, on the wire', [1, 2, 4], ['unmasked 2-4', 'wire 8-10']],
    [
      'the whole payload, and what it was inflated to',
      [0, 6, 12],
      ['wire 6-12', 'unmasked 0-6', 'inflated 0-40'],
    ],
    [
      'a part of what was compressed comes from the whole',
      [2, 7, 9],
      ['inflated 7-9', 'unmasked 0-6', 'wire 6-12'],
    ],
    ['over the edge of the payload, what of it lies within', [0, 4, 8], ['wire 4-8', 'unmasked 0-2']],
  ] as const)('%s', (_, [buffer, start, end], expected) => {
    const told = spread(BUFFERS, { buffer, start, end }).map(
      (range) => `${BUFFERS[range.buffer]?.name} ${range.start}-${range.end}`,
    );
    expect(told).toEqual(expected);
  });

  it.each([
    ['a byte of the header has no mask', 0, 5, undefined],
    ['a masked byte', 0, 8, 0x13],
    ['an unmasked byte has none any more', 1, 2, undefined],
    ['an inflated byte never had one', 2, 7, undefined],
  ])('%s', (_, buffer, offset, expected) => {
    const unmasked = Uint8Array.of(0x11, 0x12, 0x13, 0x14, 0x15, 0x16);
    const buffers = BUFFERS.map((one) => (one.name === 'unmasked' ? { ...one, bytes: unmasked } : one));
    expect(unmaskedByte(buffers, buffer, offset)).toBe(expected);
  });

  it('does not follow a buffer that claims to be made of itself', () => {
    const circle: NamedBuffer[] = [
      { name: 'wire', bytes: bytes(2), source: { buffer: 0, start: 0, end: 2 } },
    ];
    expect(spread(circle, { buffer: 0, start: 0, end: 1 })).toEqual([{ buffer: 0, start: 0, end: 1 }]);
  });
});
