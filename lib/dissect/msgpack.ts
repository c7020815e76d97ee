import { textAt } from '@/lib/base/utf8';

const MAX_DEPTH = 512; // deeper than any program nests, and less than the stack

/**
 * Reads MessagePack (the specification's formats, and the extensions of `notepack.io`, which Socket.IO's parser uses).
 * Never throws: `broken` is the place where it could not go on.
 */
export class MsgpackReader {
  at: number;
  broken: number | undefined;
  readonly #view: DataView;
  #depth = 0;

  constructor(
    readonly bytes: Uint8Array,
    start: number,
    readonly end: number,
  ) {
    this.at = start;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many members the map has that begins here; `undefined` where none begins. */
  mapHead(): number | undefined {
    const prefix = this.bytes[this.at] ?? 0;
    if (prefix >= 0x80 && prefix <= 0x8f) return this.#uint(1) & 0x0f;
    if (prefix !== 0xde && prefix !== 0xdf) return undefined;
    this.at += 1;
    return this.#uint(prefix === 0xde ? 2 : 4);
  }

  /** The same for an array. */
  arrayHead(): number | undefined {
    const prefix = this.bytes[this.at] ?? 0;
    if (prefix >= 0x90 && prefix <= 0x9f) return this.#uint(1) & 0x0f;
    if (prefix !== 0xdc && prefix !== 0xdd) return undefined;
    this.at += 1;
    return this.#uint(prefix === 0xdc ? 2 : 4);
  }

  value(): unknown {
    if (this.#depth >= MAX_DEPTH) return this.#fail();
    this.#depth += 1;
    const value = this.#any();
    this.#depth -= 1;
    return value;
  }

  #any(): unknown {
    const members = this.mapHead();
    if (members !== undefined) return this.#map(members);
    const items = this.arrayHead();
    if (items !== undefined) return this.#array(items);
    const prefix = this.#uint(1);
    if (prefix < 0x80) return prefix;
    if (prefix < 0xc0) return this.#text(prefix & 0x1f);
    if (prefix > 0xdf) return prefix - 0x100;
    return this.#prefixed(prefix);
  }

  #prefixed(prefix: number): unknown {
    switch (prefix) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return prefix === 0xc3;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#bin(this.#uint(2 ** (prefix - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#uint(2 ** (prefix - 0xc7)));
      case 0xca:
        return this.#number(4, (at) => this.#view.getFloat32(at));
      case 0xcb:
        return this.#number(8, (at) => this.#view.getFloat64(at));
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return this.#uint(2 ** (prefix - 0xcc));
      case 0xd0:
        return this.#number(1, (at) => this.#view.getInt8(at));
      case 0xd1:
        return this.#number(2, (at) => this.#view.getInt16(at));
      case 0xd2:
        return this.#number(4, (at) => this.#view.getInt32(at));
      case 0xd3:
        return this.#number(8, (at) => this.#view.getInt32(at) * 2 ** 32 + this.#view.getUint32(at + 4));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#fixedExtension(2 ** (prefix - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#uint(2 ** (prefix - 0xd9)));
      default:
        return this.#fail(); // 0xc1 is never used
    }
  }

  #map(members: number): unknown {
    const entries: [string, unknown][] = [];
    for (let i = 0; i < members && this.broken === undefined; i += 1) {
      entries.push([String(this.value()), this.value()]);
    }
    return Object.fromEntries(entries);
  }

  #array(items: number): unknown[] {
    const values: unknown[] = [];
    for (let i = 0; i < items && this.broken === undefined; i += 1) values.push(this.value());
    return values;
  }

  /** `notepack.io` writes an ArrayBuffer as extension 0. Others come as their type and bytes. */
  #extension(length: number): unknown {
    const type = this.#number(1, (at) => this.#view.getInt8(at));
    const data = this.#bin(length);
    return type === 0 ? data : [type, data];
  }

  /** `undefined` is extension 0 of one byte, a Date is extension 0 of eight: milliseconds. */
  #fixedExtension(length: number): unknown {
    const type = this.#number(1, (at) => this.#view.getInt8(at));
    if (type === 0 && length === 1) {
      this.#take(1);
      return undefined;
    }
    if (type === 0 && length === 8) {
      const ms = this.#number(8, (at) => this.#view.getInt32(at) * 2 ** 32 + this.#view.getUint32(at + 4));
      return new Date(Number(ms));
    }
    return [type, this.#bin(length)];
  }

  #text(length: number): unknown {
    const start = this.at;
    return this.#take(length) ? textAt(this.bytes, start, this.at) : undefined;
  }

  #bin(length: number): Uint8Array | undefined {
    const start = this.at;
    return this.#take(length) ? this.bytes.slice(start, this.at) : undefined;
  }

  #number(length: number, read: (at: number) => number): number | undefined {
    const start = this.at;
    return this.#take(length) ? read(start) : undefined;
  }

  /** Unsigned, most significant byte first; 0 where the bytes are not there. */
  #uint(length: number): number {
    const start = this.at;
    if (!this.#take(length)) return 0;
    let value = 0;
    for (let i = 0; i < length; i += 1) value = value * 256 + (this.bytes[start + i] ?? 0);
    return value;
  }

  #take(length: number): boolean {
    if (this.broken !== undefined || this.at + length > this.end) {
      this.#fail();
      return false;
    }
    this.at += length;
    return true;
  }

  #fail(): undefined {
    this.broken ??= this.at;
    this.at = this.end;
  }
}
