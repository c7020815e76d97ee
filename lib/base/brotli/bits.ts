/** The stream is no Brotli, or ends before it should. Thrown within this folder only. */
export class BrotliFlaw extends Error {
  override readonly name = 'BrotliFlaw';
  constructor(readonly problem: 'broken' | 'cut') {
    super(problem);
  }
}

export function refuse(): never {
  throw new BrotliFlaw('broken');
}

/** Bits from the least significant of each byte up (RFC 7932 §1.5.1). */
export class Bits {
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(readonly bytes: Uint8Array) {}

  /** A number of at most 24 bits. */
  take(bits: number): number {
    if (this.#count < bits) this.#fill(bits);
    const value = this.#held & ((1 << bits) - 1);
    this.drop(bits);
    return value;
  }

  /** The next 15 bits, the longest code; zeros where the stream has ended. */
  peek(): number {
    while (this.#count < 15 && this.#at < this.bytes.length) this.#fillOne();
    return this.#held & 0x7fff;
  }

  /** What was peeked at and is now read. */
  drop(bits: number): void {
    if (bits > this.#count) throw new BrotliFlaw('cut');
    this.#held >>>= bits;
    this.#count -= bits;
  }

  /** To the next byte; the bits that are skipped must be zero. */
  align(): void {
    if (this.take(this.#count & 7) !== 0) refuse();
  }

  /** The next bytes, after `align`; fewer where the stream ends. */
  bytesOf(length: number): Uint8Array {
    const start = this.#at - (this.#count >> 3);
    const end = Math.min(start + length, this.bytes.length);
    this.#at = end;
    this.#held = 0;
    this.#count = 0;
    return this.bytes.subarray(start, end);
  }

  /** True after the last byte of the stream. */
  atEnd(): boolean {
    return this.#at === this.bytes.length && this.#count < 8;
  }

  #fill(bits: number): void {
    while (this.#count < bits) {
      if (this.#at >= this.bytes.length) throw new BrotliFlaw('cut');
      this.#fillOne();
    }
  }

  #fillOne(): void {
    this.#held |= (this.bytes[this.#at++] ?? 0) << this.#count;
    this.#count += 8;
  }
}
