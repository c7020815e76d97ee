import { floats, octets, words } from '@/lib/base/column';
import { micros } from '@/lib/base/micros';
import { FORM, fitsColumns, hasBytes, type RecordPack } from './pack';
import type { Record } from './record';

/** Bytes of a block of the arena. */
const ARENA = 2 ** 18;
const FIRST_ARENA = 2 ** 12;
const NOTHING = new Uint8Array(0);

/** Records whose columns lie together. What is no row of them has the form `other`, and its numbers say nothing. */
export interface RecordRows {
  readonly length: number;
  /** See `FORM`. */
  readonly form: Uint8Array;
  readonly seq: Uint32Array;
  /** Microseconds. */
  readonly at: Float64Array;
  readonly conn: Uint32Array;
  /** Their bytes: `blocks[block].subarray(start, start + size)`. */
  readonly block: Uint32Array;
  readonly start: Uint32Array;
  readonly size: Uint32Array;
  readonly blocks: readonly Uint8Array[];
}

/**
 * Records that are kept for as long as a page is open, however many. Nearly all of them are bytes on a connection: those
 * are a row of columns, and their bytes lie one after the other in a few large blocks.
 *
 *     form   │ 0 │ 2 │ 3 │ 3 │ …
 *     seq    │ 1 │ 2 │ 3 │ 4 │ …     the others stand apart, by their place
 *     at     │   │ 9 │12 │13 │ …
 *     block  │   │ 0 │ 0 │ 0 │ …
 *     start  │   │ 0 │183│312│ …     ┌ GET /socket.io/?EIO=4…│HTTP/1.1 200 OK…│… ┐
 */
export class RecordStore implements Iterable<Record> {
  readonly #form = octets();
  readonly #seq = words();
  readonly #at = floats();
  readonly #conn = words();
  readonly #block = words();
  readonly #start = words();
  readonly #size = words();
  readonly #others = new Map<number, Record>();
  readonly #blocks: Uint8Array[] = [];
  #free = 0;

  get length(): number {
    return this.#form.length;
  }

  push(record: Record): void {
    if (record.type !== 'bytes') {
      this.#pushOther(record);
      return;
    }
    if (!fitsColumns(record)) {
      this.#pushOther({ ...record, bytes: record.bytes.slice() });
      return;
    }
    const { from, seq, at, conn, bytes } = record;
    const start = this.#keep(bytes);
    const form = from === 'client' ? FORM.fromClient : FORM.fromServer;
    this.#pushRow(form, seq, at, conn, this.#blocks.length - 1, start, bytes.length);
  }

  /** Takes all records of a pack, and its bytes as they are. */
  adopt(pack: RecordPack): void {
    const { form, length, bytes, others } = pack;
    this.#blocks.push(bytes);
    this.#free = bytes.length;
    let [row, filled, other, start] = [0, 0, 0, 0];
    for (let place = 0; place < form.length; ) {
      const rows = rowsFrom(form, place);
      if (rows > 0) {
        this.#form.append(form.subarray(place, place + rows));
        start = this.#adoptRows(pack, row, length.subarray(filled, filled + rows), start);
        place += rows;
        row += rows;
        filled += rows;
        continue;
      }
      const hasLength = form[place] !== FORM.other;
      const size = hasLength ? (length[filled] ?? 0) : 0;
      const record = others[other];
      if (record !== undefined)
        this.#pushOther(
          hasBytes(record) ? { ...record, bytes: bytes.subarray(start, start + size) } : record,
        );
      place += 1;
      other += 1;
      start += size;
      if (hasLength) filled += 1;
    }
  }

  /** A row of its columns for each of the sizes. Gives back where the bytes of the last end. */
  #adoptRows({ seq, at, conn }: RecordPack, row: number, sizes: Uint32Array, start: number): number {
    const end = row + sizes.length;
    const starts = new Uint32Array(sizes.length);
    let next = start;
    for (let i = 0; i < sizes.length; i += 1) {
      starts[i] = next;
      next += sizes[i] ?? 0;
    }
    this.#seq.append(seq.subarray(row, end));
    this.#at.append(at.subarray(row, end));
    this.#conn.append(conn.subarray(row, end));
    this.#block.append(new Uint32Array(sizes.length).fill(this.#blocks.length - 1));
    this.#start.append(starts);
    this.#size.append(sizes);
    return next;
  }

  *[Symbol.iterator](): Iterator<Record> {
    for (let place = 0; place < this.length; place += 1) {
      const record = this.at(place);
      if (record) yield record;
    }
  }

  /** Its bytes are a view of the store's. */
  at(place: number): Record | undefined {
    const form = this.#form.at(place);
    if (form !== FORM.fromClient && form !== FORM.fromServer) return this.#others.get(place);
    const start = this.#start.at(place);
    return {
      seq: this.#seq.at(place),
      at: micros(this.#at.at(place)),
      type: 'bytes',
      conn: this.#conn.at(place),
      from: form === FORM.fromClient ? 'client' : 'server',
      bytes: (this.#blocks[this.#block.at(place)] ?? NOTHING).subarray(start, start + this.#size.at(place)),
    };
  }

  /** Those from a place on, before `to`: as many as lie together, at least one where there is one. */
  rows(place: number, to: number): RecordRows {
    const form = this.#form.from(place).subarray(0, to - place);
    return {
      length: form.length,
      form,
      seq: this.#seq.from(place),
      at: this.#at.from(place),
      conn: this.#conn.from(place),
      block: this.#block.from(place),
      start: this.#start.from(place),
      size: this.#size.from(place),
      blocks: this.#blocks,
    };
  }

  #pushOther(record: Record): void {
    this.#others.set(this.length, record);
    this.#pushRow(FORM.other, 0, 0, 0, 0, 0, 0);
  }

  #pushRow(
    form: number,
    seq: number,
    at: number,
    conn: number,
    block: number,
    start: number,
    size: number,
  ): void {
    this.#form.push(form);
    this.#seq.push(seq);
    this.#at.push(at);
    this.#conn.push(conn);
    this.#block.push(block);
    this.#start.push(start);
    this.#size.push(size);
  }

  /** Where in the newest block they lie. */
  #keep(bytes: Uint8Array): number {
    const last = this.#blocks.at(-1);
    if (last === undefined || this.#free + bytes.length > last.length) {
      const size = last === undefined ? FIRST_ARENA : Math.min(2 * last.length, ARENA);
      this.#blocks.push(new Uint8Array(Math.max(size, bytes.length)));
      this.#free = 0;
    }
    const start = this.#free;
    this.#blocks.at(-1)?.set(bytes, start);
    this.#free += bytes.length;
    return start;
  }
}

/** How many records from a place on are rows of the columns. */
function rowsFrom(form: Uint8Array, place: number): number {
  let end = place;
  while (form[end] === FORM.fromClient || form[end] === FORM.fromServer) end += 1;
  return end - place;
}
