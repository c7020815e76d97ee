import { Gunzip, Inflate, Unzlib } from 'fflate';
import { openBrotli } from '@/lib/base/brotli/brotli';
import { concatBytes } from '@/lib/base/bytes';
import type { InflateProblem } from './layer';

/** What came out, and whether the compressed data was whole and no longer than allowed. */
export interface Inflated {
  readonly bytes: Uint8Array;
  readonly problem?: InflateProblem;
}

/** The content codings (RFC 9110 §8.4.1) that can be opened here. */
export type Coding = 'gzip' | 'deflate' | 'br';

const STEP = 16 * 1024; // input bytes at once: bounds what one step can put out to about a thousand times that

/** Opens a compressed HTTP body. */
export function openCoding(coding: Coding, bytes: Uint8Array, limit: number): Inflated {
  if (coding === 'br') return openBrotli(bytes, limit);
  const parts = new Parts(limit);
  const receive = (chunk: Uint8Array) => parts.receive(chunk);
  if (coding === 'gzip') return checkTrailer(bytes, run(new Gunzip(receive), bytes, parts));
  // "deflate" means zlib, but some send it bare: a zlib header is a multiple of 31 (RFC 1950 §2.2).
  const [first = 0, second = 0] = bytes;
  const isZlib = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  return run(isZlib ? new Unzlib(receive) : new Inflate(receive), bytes, parts);
}

/** The last four bytes of gzip are the length of what was packed (RFC 1952 §2.3.1); fflate does not look at them. */
function checkTrailer(bytes: Uint8Array, inflated: Inflated): Inflated {
  if (inflated.problem !== undefined) return inflated;
  const end = bytes.length;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(Math.max(0, end - 4));
  const length = a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24;
  return length === inflated.bytes.length ? inflated : { ...inflated, problem: 'cut' };
}

/**
 * Opens one message of permessage-deflate (RFC 7692 §7.2.2). `window` is the end of what was inflated before,
 * where the context is taken over. Of the beginning of a message (`isPartial`) it opens as much as there is.
 */
export function openMessage(
  payload: Uint8Array,
  window: Uint8Array | undefined,
  limit: number,
  isPartial = false,
): Inflated {
  const parts = new Parts(limit);
  const receive = (chunk: Uint8Array) => parts.receive(chunk);
  const stream = window?.length ? new Inflate({ dictionary: window }, receive) : new Inflate(receive);
  if (isPartial) return run(stream, payload, parts, false);
  // The sender left out the empty block that ends a flush; an empty last block after it ends the stream.
  return run(stream, concatBytes([payload, END_OF_MESSAGE]), parts);
}

const END_OF_MESSAGE = Uint8Array.from([0x00, 0x00, 0xff, 0xff, 0x01, 0x00, 0x00, 0xff, 0xff]);

class Parts {
  readonly chunks: Uint8Array[] = [];
  length = 0;

  constructor(readonly limit: number) {}

  receive(chunk: Uint8Array): void {
    // fflate lends its buffer until the next push.
    if (chunk.length > 0) this.chunks.push(chunk.slice());
    this.length += chunk.length;
  }
}

function run(
  stream: { push(chunk: Uint8Array, final?: boolean): void },
  bytes: Uint8Array,
  parts: Parts,
  isWhole = true,
): Inflated {
  let problem: Inflated['problem'];
  try {
    for (let at = 0; at < bytes.length && problem === undefined; at += STEP) {
      const end = Math.min(at + STEP, bytes.length);
      stream.push(bytes.subarray(at, end), isWhole && end === bytes.length);
      if (parts.length > parts.limit) problem = 'too-long';
    }
  } catch (error) {
    // fflate says "unexpected EOF" (code 0) where the data ends too early; all else is not deflate at all.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    problem = code === 0 ? 'cut' : 'broken';
  }
  const whole = concatBytes(parts.chunks).subarray(0, parts.limit);
  return problem === undefined ? { bytes: whole } : { bytes: whole, problem };
}
