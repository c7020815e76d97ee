type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Numbers of a block, as a power of two. */
const BITS = 13;
const BLOCK = 1 << BITS;
const FIRST = 64;

/**
 * One number for each of many things. It only grows, block by block: nothing is copied when more come, and a short
 * column takes little.
 */
export class Column<A extends Numbers = Numbers> {
  length = 0;
  /** Numbers for which there is room. */
  #room = 0;
  /** The block that the next one goes into, where there is room. */
  #open: A;
  readonly #blocks: A[] = [];
  readonly #make: (length: number) => A;

  /** `make` makes a block, say `(length) => new Uint32Array(length)`. What does not fit its numbers is cut as it cuts. */
  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#open = make(0);
  }

  push(value: number): void {
    if (this.length === this.#room) this.#grow();
    this.#open[this.length & (BLOCK - 1)] = value;
    this.length += 1;
  }

  /** All of them, in their order: for many at once. */
  append(values: Float64Array | Uint32Array | Uint8Array): void {
    for (let taken = 0; taken < values.length; ) {
      if (this.length === this.#room) this.#grow();
      const part = values.subarray(taken, taken + this.#room - this.length);
      this.#open.set(part, this.length & (BLOCK - 1));
      this.length += part.length;
      taken += part.length;
    }
  }

  /** Only the first block is made larger: it begins small. */
  #grow(): void {
    const isFirst = this.#room < BLOCK;
    const block = this.#make(isFirst ? Math.max(FIRST, 2 * this.#room) : BLOCK);
    if (isFirst) block.set(this.#open);
    this.#blocks[isFirst ? 0 : this.#blocks.length] = block;
    this.#room += block.length - (isFirst ? this.#open.length : 0);
    this.#open = block;
  }

  /** The newest; 0 where there is none. */
  last(): number {
    return this.length === 0 ? 0 : this.at(this.length - 1);
  }

  /** By its place from 0; 0 where there is none. */
  at(place: number): number {
    return this.#blocks[place >>> BITS]?.[place & (BLOCK - 1)] ?? 0;
  }

  /** The numbers from a place on, as many as lie together: at least one where there is one. For who looks at many. */
  from(place: number): A {
    const block = this.#blocks[place >>> BITS];
    if (block === undefined || place >= this.length) return this.#make(0);
    const start = place & (BLOCK - 1);
    return block.subarray(start, Math.min(block.length, start + this.length - place)) as A;
  }

  set(place: number, value: number): void {
    const block = this.#blocks[place >>> BITS];
    if (block !== undefined && place < this.length) block[place & (BLOCK - 1)] = value;
  }
}

/** Any number. */
export function floats(): Column<Float64Array<ArrayBuffer>> {
  return new Column((length) => new Float64Array(length));
}

/** Whole numbers from 0 to 2³² − 1. */
export function words(): Column<Uint32Array<ArrayBuffer>> {
  return new Column((length) => new Uint32Array(length));
}

/** Whole numbers from 0 to 255. */
export function octets(): Column<Uint8Array<ArrayBuffer>> {
  return new Column((length) => new Uint8Array(length));
}

export const LARGEST_WORD = 2 ** 32 - 1;
