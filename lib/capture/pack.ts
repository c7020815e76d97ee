import { LARGEST_WORD } from '@/lib/base/column';
import type { BytesRecord, MessageRecord, Record } from './record';

/**
 * Records on their way from one thread to another. Nearly all of them are bytes on a connection, and those travel as
 * columns, whose memory changes hands at once, however many they are:
 *
 *     form   │ 0 │ 2 │ 3 │ 3 │ …      of each record, see `FORM`
 *     at     │ 0 │ 9 │…               of each record that is a row of the columns
 *     length │ …                      of each record that has bytes
 *     bytes  │ GET /socket.io/?EIO=4… │ of all of them, one after the other
 *     others │ { "type": "open", … }  │ the records without a row, in their order
 */
export interface RecordPack {
  readonly form: Uint8Array;
  readonly seq: Uint32Array;
  /** Microseconds. */
  readonly at: Float64Array;
  readonly conn: Uint32Array;
  readonly length: Uint32Array;
  readonly bytes: Uint8Array;
  /** Those of the form `filled` without their bytes. */
  readonly others: readonly Record[];
}

/** `filled` has bytes and no row: a message, or a number that is too large for its column. */
export const FORM = { other: 0, filled: 1, fromClient: 2, fromServer: 3 } as const;
const NO_BYTES = new Uint8Array(0);

const FIRST_ROOM = 2 ** 12;

/** A record of bytes on a connection, which lie in the free room of a packer. */
export interface PackRow extends Omit<Writable<BytesRecord>, 'type' | 'bytes'> {
  size: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Makes packs, one after the other, each with its own copy of what it holds. */
export class Packer {
  /** Records that were put in since the last pack. */
  length = 0;
  #rows = 0;
  #filled = 0;
  #used = 0;
  #bytes = new Uint8Array(FIRST_ROOM);
  #columns = openColumns(FIRST_ROOM);
  #others: Record[] = [];

  /** Where the bytes of a row may be put before it is, `size` of them: from `free` on. */
  room(size: number): Uint8Array {
    const needed = this.#used + size;
    if (needed > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      bytes.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = bytes;
    }
    return this.#bytes;
  }

  get free(): number {
    return this.#used;
  }

  /** Its bytes were put into the room. */
  pushRow({ seq, at, conn, from, size }: Readonly<PackRow>): void {
    const columns = this.#roomy();
    columns.form[this.length] = from === 'client' ? FORM.fromClient : FORM.fromServer;
    columns.seq[this.#rows] = seq;
    columns.at[this.#rows] = at;
    columns.conn[this.#rows] = conn;
    columns.length[this.#filled] = size;
    this.length += 1;
    this.#rows += 1;
    this.#filled += 1;
    this.#used += size;
  }

  push(record: Record): void {
    const isFilled = hasBytes(record);
    if (isFilled) this.room(record.bytes.length).set(record.bytes, this.#used);
    if (record.type === 'bytes' && fitsColumns(record)) {
      const { seq, at, conn, from, bytes } = record;
      this.pushRow({ seq, at, conn, from, size: bytes.length });
      return;
    }
    const { form, length } = this.#roomy();
    form[this.length] = isFilled ? FORM.filled : FORM.other;
    this.length += 1;
    this.#others.push(isFilled ? { ...record, bytes: NO_BYTES } : record);
    if (!isFilled) return;
    length[this.#filled] = record.bytes.length;
    this.#filled += 1;
    this.#used += record.bytes.length;
  }

  /** What was put in, and begins anew. */
  take(): RecordPack {
    const { form, seq, at, conn, length } = this.#columns;
    const pack = {
      form: form.slice(0, this.length),
      seq: seq.slice(0, this.#rows),
      at: at.slice(0, this.#rows),
      conn: conn.slice(0, this.#rows),
      length: length.slice(0, this.#filled),
      bytes: this.#bytes.slice(0, this.#used),
      others: this.#others,
    };
    this.length = 0;
    this.#rows = 0;
    this.#filled = 0;
    this.#used = 0;
    this.#others = [];
    return pack;
  }

  /** The columns, with room for one more. */
  #roomy(): Columns {
    const before = this.#columns;
    if (this.length < before.form.length) return before;
    const columns = openColumns(2 * before.form.length);
    columns.form.set(before.form);
    columns.seq.set(before.seq);
    columns.at.set(before.at);
    columns.conn.set(before.conn);
    columns.length.set(before.length);
    this.#columns = columns;
    return columns;
  }
}

type Columns = ReturnType<typeof openColumns>;

function openColumns(length: number) {
  return {
    form: new Uint8Array(length),
    seq: new Uint32Array(length),
    at: new Float64Array(length),
    conn: new Uint32Array(length),
    length: new Uint32Array(length),
  };
}

export function packRecords(records: readonly Record[]): RecordPack {
  const packer = new Packer();
  for (const record of records) packer.push(record);
  return packer.take();
}

export function hasBytes(record: Record): record is BytesRecord | MessageRecord {
  return record.type === 'bytes' || record.type === 'message';
}

/** Of bytes on a connection: what is too large for its column goes without one. */
export function fitsColumns({ seq, conn }: Pick<BytesRecord, 'seq' | 'conn'>): boolean {
  return seq <= LARGEST_WORD && conn <= LARGEST_WORD;
}

/** What a message hands over rather than copies. */
export function buffersOf({ form, seq, at, conn, length, bytes }: RecordPack): ArrayBufferLike[] {
  return [form, seq, at, conn, length, bytes].map(({ buffer }) => buffer);
}
