import { type Bits, refuse } from './bits';

/** Symbols by the bits of their codes (RFC 7932 §3). */
export interface PrefixCode {
  /** By the next `rootBits` bits: symbol, and above it the length of its code; `LONGER` for codes that are. */
  readonly root: Uint16Array;
  readonly rootBits: number;
  /** How many codes have each length, and the symbols in the order of their codes. */
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

const LONGEST = 15;
const ROOT_BITS = 9;
const LENGTH_SHIFT = 10; // the largest alphabet has 704 symbols
const SYMBOL_MASK = (1 << LENGTH_SHIFT) - 1;
const LONGER = 0xffff;

export function readSymbol(code: PrefixCode, bits: Bits): number {
  const ahead = bits.peek();
  const entry = code.root[ahead & ((1 << code.rootBits) - 1)] ?? LONGER;
  if (entry === LONGER) return longSymbol(code, bits, ahead);
  bits.drop(entry >> LENGTH_SHIFT);
  return entry & SYMBOL_MASK;
}

/** Length by length: codes of one length are numbers in a row, from the first bit down. */
function longSymbol({ counts, symbols }: PrefixCode, bits: Bits, ahead: number): number {
  let value = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= LONGEST; length += 1) {
    value |= (ahead >> (length - 1)) & 1;
    const count = counts[length] ?? 0;
    if (value - first < count) {
      bits.drop(length);
      return symbols[index + value - first] ?? 0;
    }
    index += count;
    first = (first + count) << 1;
    value <<= 1;
  }
  return refuse();
}

/** The code whose symbols have these lengths; 0 is no code. They must be complete. */
export function codeOf(lengths: Uint8Array): PrefixCode {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const next = new Uint16Array(LONGEST + 2);
  for (let length = 1; length <= LONGEST; length += 1) {
    next[length + 1] = (next[length] ?? 0) + (counts[length] ?? 0);
  }
  const symbols = new Uint16Array(next[LONGEST + 1] ?? 0);
  let longest = 0;
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const place = next[length] ?? 0;
    symbols[place] = symbol;
    next[length] = place + 1;
    if (length > longest) longest = length;
  }
  const rootBits = Math.min(longest, ROOT_BITS);
  return { root: rootOf(counts, symbols, rootBits), rootBits, counts, symbols };
}

function rootOf(counts: Uint16Array, symbols: Uint16Array, rootBits: number): Uint16Array {
  const root = new Uint16Array(1 << rootBits).fill(LONGER);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= rootBits; length += 1) {
    for (let left = counts[length] ?? 0; left > 0; left -= 1) {
      const entry = (symbols[index++] ?? 0) | (length << LENGTH_SHIFT);
      for (let at = reversed(code, length); at < root.length; at += 1 << length) root[at] = entry;
      code += 1;
    }
    code <<= 1;
  }
  return root;
}

/** Codes come first bit first, numbers last. */
function reversed(code: number, length: number): number {
  let value = 0;
  for (let bit = 0; bit < length; bit += 1) value |= ((code >> bit) & 1) << (length - 1 - bit);
  return value;
}

/** A code of one symbol takes no bits. */
function only(symbol: number): PrefixCode {
  const symbols = Uint16Array.of(symbol);
  return { root: symbols, rootBits: 0, counts: new Uint16Array(LONGEST + 1), symbols };
}

/** A code as the stream tells it (RFC 7932 §3.4, §3.5). */
export function readCode(bits: Bits, alphabet: number): PrefixCode {
  const skip = bits.take(2);
  return skip === 1 ? simpleCode(bits, alphabet) : complexCode(bits, alphabet, skip);
}

const SIMPLE_LENGTHS = [[], [1, 1], [1, 2, 2], [2, 2, 2, 2], [1, 2, 3, 3]];

function simpleCode(bits: Bits, alphabet: number): PrefixCode {
  const count = bits.take(2) + 1;
  const width = 32 - Math.clz32(alphabet - 1);
  const symbols = Array.from({ length: count }, () => bits.take(width));
  if (symbols.some((symbol) => symbol >= alphabet) || new Set(symbols).size < count) refuse();
  if (count === 1) return only(symbols[0] ?? 0);
  const shape = count === 4 ? 3 + bits.take(1) : count - 1;
  const lengths = new Uint8Array(alphabet);
  for (const [place, symbol] of symbols.entries()) lengths[symbol] = SIMPLE_LENGTHS[shape]?.[place] ?? 0;
  return codeOf(lengths);
}

const LENGTH_ORDER = [1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/** By the next four bits: a length of a length's code, and how many of the bits it takes. */
const LENGTH_LENGTHS = [0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5];
const LENGTH_LENGTH_BITS = [2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4];

function complexCode(bits: Bits, alphabet: number, skip: number): PrefixCode {
  const lengthLengths = new Uint8Array(LENGTH_ORDER.length);
  let space = 32;
  let used = 0;
  for (const symbol of LENGTH_ORDER.slice(skip)) {
    if (space <= 0) break;
    const ahead = bits.peek() & 15;
    const length = LENGTH_LENGTHS[ahead] ?? 0;
    bits.drop(LENGTH_LENGTH_BITS[ahead] ?? 0);
    lengthLengths[symbol] = length;
    if (length === 0) continue;
    used += 1;
    space -= 32 >> length;
  }
  if (space !== 0 && used !== 1) refuse();
  const lengthCode =
    used === 1 ? only(lengthLengths.findIndex((length) => length > 0)) : codeOf(lengthLengths);
  return codeOf(readLengths(bits, alphabet, lengthCode));
}

const REPEAT_LAST = 16;

function readLengths(bits: Bits, alphabet: number, lengthCode: PrefixCode): Uint8Array {
  const lengths = new Uint8Array(alphabet);
  let space = 1 << LONGEST;
  let last = 8;
  let repeat = 0;
  let repeated = 0;
  for (let symbol = 0; symbol < alphabet && space > 0; ) {
    const told = readSymbol(lengthCode, bits);
    if (told < REPEAT_LAST) {
      repeat = 0;
      lengths[symbol++] = told;
      if (told === 0) continue;
      last = told;
      space -= (1 << LONGEST) >> told;
      continue;
    }
    // Repeats in a row are the digits of one number.
    const width = told - 14;
    const length = told === REPEAT_LAST ? last : 0;
    const before = length === repeated ? repeat : 0;
    repeat = (before > 0 ? (before - 2) << width : 0) + bits.take(width) + 3;
    repeated = length;
    const end = symbol + repeat - before;
    if (end > alphabet) refuse();
    lengths.fill(length, symbol, end);
    if (length > 0) space -= (repeat - before) << (LONGEST - length);
    symbol = end;
  }
  return space === 0 ? lengths : refuse();
}
