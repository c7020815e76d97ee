import { Bits, BrotliFlaw, refuse } from './bits';
import { type Copies, commands, openCopies } from './commands';
import { Output } from './output';

/** What came out, and whether the stream was whole and no longer than allowed. */
export interface OpenedBrotli {
  readonly bytes: Uint8Array;
  readonly problem?: 'broken' | 'cut' | 'too-long';
}

/**
 * Opens a Brotli stream (RFC 7932). What comes out is at most `limit` bytes; with a fault, what came before it. Time is
 * linear in what goes in and comes out.
 */
export function openBrotli(stream: Uint8Array, limit: number): OpenedBrotli {
  const bits = new Bits(stream);
  const output = new Output(limit);
  try {
    const copies = openCopies(windowSize(bits), openWords);
    while (!metaBlock(bits, output, copies));
    bits.align();
    if (!bits.atEnd()) refuse();
  } catch (flaw) {
    if (!(flaw instanceof BrotliFlaw)) throw flaw;
    const problem = output.isFull ? 'too-long' : flaw.problem;
    return { bytes: output.bytes(), problem };
  }
  return { bytes: output.bytes() };
}

/** §9.1: the window is given by one to seven bits. */
function windowSize(bits: Bits): number {
  return (1 << windowBits(bits)) - 16;
}

function windowBits(bits: Bits): number {
  if (bits.take(1) === 0) return 16;
  const large = bits.take(3);
  if (large > 0) return 17 + large;
  const small = bits.take(3);
  if (small === 1) refuse();
  return small === 0 ? 17 : 8 + small;
}

const METADATA = 3;

/** One meta-block (§9.2). True after the last. */
function metaBlock(bits: Bits, output: Output, copies: Copies): boolean {
  const isLast = bits.take(1) === 1;
  if (isLast && bits.take(1) === 1) return true;
  const nibbles = bits.take(2);
  if (nibbles === METADATA) {
    skipMetadata(bits);
    return isLast;
  }
  const length = littleEndian(bits, nibbles + 4, 4, 4) + 1;
  if (!isLast && bits.take(1) === 1) {
    bits.align();
    const plain = bits.bytesOf(length);
    output.append(plain);
    if (plain.length < length) throw new BrotliFlaw('cut');
  } else {
    commands(bits, output, copies, length);
  }
  return isLast;
}

function skipMetadata(bits: Bits): void {
  if (bits.take(1) !== 0) refuse();
  const width = bits.take(2);
  const length = width === 0 ? 0 : littleEndian(bits, width, 8, 1) + 1;
  bits.align();
  if (bits.bytesOf(length).length < length) throw new BrotliFlaw('cut');
}

/** A number in digits of some bits; over `least` digits, the highest may not be zero. */
function littleEndian(bits: Bits, digits: number, width: number, least: number): number {
  let value = 0;
  for (let digit = 0; digit < digits; digit += 1) {
    const part = bits.take(width);
    if (part === 0 && digit === digits - 1 && digits > least) refuse();
    value |= part << (digit * width);
  }
  return value;
}

function openWords(stream: Uint8Array): Uint8Array {
  return openBrotli(stream, 2 ** 17).bytes;
}
