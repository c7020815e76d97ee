import { floats, LARGEST_WORD, octets, words } from '@/lib/base/column';
import { micros } from '@/lib/base/micros';
import type { BytesRecord, Record } from './record';

const FORM = { other: 0, fromClient: 1, fromServer: 2 } as const;

/** Bytes of a block of the arena. */
const ARENA = 2 ** 18;
const FIRST_ARENA = 2 ** 12;

/**
 * Records that are kept for as long as a page is open, however many. Nearly all of them are bytes on a connection: those
 * are a row of columns, and their bytes lie one after the other in a few large blocks.
 *
 *     form   │ 0 │ 1 │ 2 │ 2 │ …
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

  /** Gives back the record as it is kept: its bytes are views of the store's, so that nobody else need keep them. */
  push(record: Record): Record {
    if (record.type !== 'bytes' || record.seq > LARGEST_WORD || record.conn > LARGEST_WORD) {
      this.#others.set(this.length, record);
      this.#pushRow(FORM.other, 0, 0, 0, 0, 0, 0);
      return record;
    }
    const { from, seq, at, conn, bytes } = record;
    const { block, start } = this.#keep(bytes);
    const form = from === 'client' ? FORM.fromClient : FORM.fromServer;
    this.#pushRow(form, seq, at, conn, block, start, bytes.length);
    return { ...record, bytes: this.#bytes(block, start, bytes.length) };
  }

  *[Symbol.iterator](): Iterator<Record> {
    for (let place = 0; place < this.length; place += 1) {
      const record = this.at(place);
      if (record) yield record;
    }
  }

  at(place: number): Record | undefined {
    const form = this.#form.at(place);
    if (form === FORM.other) return this.#others.get(place);
    const record: BytesRecord = {
      seq: this.#seq.at(place),
      at: micros(this.#at.at(place)),
      type: 'bytes',
      conn: this.#conn.at(place),
      from: form === FORM.fromClient ? 'client' : 'server',
      bytes: this.#bytes(this.#block.at(place), this.#start.at(place), this.#size.at(place)),
    };
    return record;
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

  #keep(bytes: Uint8Array): { readonly block: number; readonly start: number } {
    const last = this.#blocks.at(-1);
    if (last === undefined || this.#free + bytes.length > last.length) {
      const size = last === undefined ? FIRST_ARENA : Math.min(2 * last.length, ARENA);
      this.#blocks.push(new Uint8Array(Math.max(size, bytes.length)));
      this.#free = 0;
    }
    const block = this.#blocks.length - 1;
    const start = this.#free;
    this.#blocks[block]?.set(bytes, start);
    this.#free += bytes.length;
    return { block, start };
  }

  #bytes(block: number, start: number, size: number): Uint8Array {
    return this.#blocks[block]?.subarray(start, start + size) ?? new Uint8Array(0);
  }
}
