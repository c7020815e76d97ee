import { Buffer } from 'buffer';
import { bytesOf } from './bytes';
import { host, refusable } from './host';

/** The part of `node:crypto` that programs of this kind use. Randomness and digests are made outside. */

const MOST_RANDOM_BYTES = 2 ** 20;

export function randomBytes(size: number, callback?: (error: null, bytes: Buffer) => void): Buffer {
  if (!Number.isInteger(size) || size < 0 || size > MOST_RANDOM_BYTES) {
    throw new RangeError(
      `The value of "size" is out of range. It must be >= 0 && <= ${MOST_RANDOM_BYTES} in the lab. Received ${String(size)}`,
    );
  }
  const bytes = Buffer.from(host.randomBytes(size));
  if (callback) queueMicrotask(() => callback(null, bytes));
  return bytes;
}

export function randomUUID(): string {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40; // version 4 (RFC 9562 §5.4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80; // variant
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function randomInt(low: number, high?: number): number {
  const [from, to] = high === undefined ? [0, low] : [low, high];
  return from + (randomBytes(6).readUIntBE(0, 6) % (to - from));
}

export function getRandomValues<T extends ArrayBufferView>(view: T): T {
  if (!ArrayBuffer.isView(view))
    throw new TypeError('The "data" argument must be an integer-type TypedArray');
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(randomBytes(view.byteLength));
  return view;
}

export function createHash(algorithm: string): Digest {
  return new Digest(algorithm);
}

export function createHmac(algorithm: string, key: string | Uint8Array): Digest {
  return new Digest(algorithm, bytesOf(Buffer.from(key)));
}

export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) throw new RangeError('Input buffers must have the same byte length');
  let different = 0;
  for (let i = 0; i < a.length; i++) different |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return different === 0;
}

class Digest {
  readonly #chunks: Buffer[] = [];
  constructor(
    readonly algorithm: string,
    readonly key?: ArrayBuffer,
  ) {}
  update(data: string | Uint8Array, encoding?: BufferEncoding): this {
    this.#chunks.push(typeof data === 'string' ? Buffer.from(data, encoding) : Buffer.from(data));
    return this;
  }
  digest(encoding?: BufferEncoding): Buffer | string {
    const bytes = Buffer.from(
      refusable(() => host.digest(this.algorithm, bytesOf(Buffer.concat(this.#chunks)), this.key)),
    );
    return encoding ? bytes.toString(encoding) : bytes;
  }
}

export const webcrypto = { getRandomValues, randomUUID };
