import type { Bits } from './bits';
import { type PrefixCode, readCode, readSymbol } from './prefix-code';
import { ranges, readValue } from './ranges';

/** Blocks of one category (literals, commands, distances): they switch between types, which have codes of their own. */
export class Blocks {
  readonly types: number;
  readonly #typeCode: PrefixCode | undefined;
  readonly #lengthCode: PrefixCode | undefined;
  #left = 2 ** 28;
  #previous = 1;
  type = 0;

  constructor(readonly bits: Bits) {
    this.types = oneTo256(bits);
    if (this.types === 1) return;
    this.#typeCode = readCode(bits, this.types + 2);
    this.#lengthCode = readCode(bits, BLOCK_LENGTHS.length);
    this.#left = this.#length(this.#lengthCode);
  }

  /** The type of the next symbol's block. */
  next(): number {
    if (this.#left === 0) this.#switch();
    this.#left -= 1;
    return this.type;
  }

  #switch(): void {
    if (this.#typeCode === undefined || this.#lengthCode === undefined) return;
    const told = readSymbol(this.#typeCode, this.bits);
    const type = told === 0 ? this.#previous : told === 1 ? this.type + 1 : told - 2;
    this.#previous = this.type;
    this.type = type >= this.types ? type - this.types : type;
    this.#left = this.#length(this.#lengthCode);
  }

  #length(code: PrefixCode): number {
    return readValue(BLOCK_LENGTHS, readSymbol(code, this.bits), this.bits);
  }
}

/** §9.2: 1 to 256, small numbers in few bits. */
export function oneTo256(bits: Bits): number {
  if (bits.take(1) === 0) return 1;
  const width = bits.take(3);
  return 1 + (1 << width) + bits.take(width);
}

const BLOCK_LENGTHS = ranges(
  1,
  [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24],
);
