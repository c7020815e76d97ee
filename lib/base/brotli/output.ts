import { refuse } from './bits';

/** What comes out: grows up to a limit, and is the window that copies reach back into. */
export class Output {
  #bytes: Uint8Array;
  length = 0;
  /** More was to come than the limit allows. */
  isFull = false;

  constructor(readonly limit: number) {
    this.#bytes = new Uint8Array(Math.min(limit, 4096));
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** The byte so many places back; 0 before the first. */
  back(distance: number): number {
    return this.#bytes[this.length - distance] ?? 0;
  }

  put(byte: number): void {
    if (this.length >= this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = byte;
  }

  append(bytes: Uint8Array): void {
    const room = this.#room(bytes.length);
    this.#bytes.set(room < bytes.length ? bytes.subarray(0, room) : bytes, this.length);
    this.length += room;
    if (room < bytes.length) this.#stop();
  }

  /** Copies from `distance` back; what is copied may itself be copied. */
  copy(distance: number, length: number): void {
    const room = this.#room(length);
    const bytes = this.#bytes;
    const end = this.length + room;
    for (let at = this.length; at < end; at += 1) bytes[at] = bytes[at - distance] ?? 0;
    this.length = end;
    if (room < length) this.#stop();
  }

  /** Makes room for so many bytes, or for as many as are allowed. */
  #room(length: number): number {
    if (this.length + length > this.#bytes.length && this.#bytes.length < this.limit) this.#enlarge(length);
    return Math.min(length, this.#bytes.length - this.length);
  }

  #grow(length: number): void {
    if (this.#room(length) < length) this.#stop();
  }

  #enlarge(length: number): void {
    const grown = new Uint8Array(Math.min(this.limit, 2 * (this.length + length)));
    grown.set(this.bytes());
    this.#bytes = grown;
  }

  #stop(): never {
    this.isFull = true;
    return refuse();
  }
}
