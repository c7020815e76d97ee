import { type Bits, refuse } from './bits';

/** Numbers told as a code and extra bits: where each code's range begins, and how many bits follow. */
export type Ranges = readonly { readonly from: number; readonly bits: number }[];

export function ranges(first: number, widths: readonly number[]): Ranges {
  let from = first;
  return widths.map((bits) => {
    const range = { from, bits };
    from += 1 << bits;
    return range;
  });
}

export function readValue(codes: Ranges, code: number, bits: Bits): number {
  const range = codes[code];
  return range === undefined ? refuse() : range.from + bits.take(range.bits);
}
