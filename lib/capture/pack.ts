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

/** The pack has its own copy of their bytes. */
export function packRecords(records: readonly Record[]): RecordPack {
  const rows = records.filter((record) => record.type === 'bytes').filter(fitsColumns);
  const filled = records.filter(hasBytes);
  const pack = {
    form: new Uint8Array(records.length),
    seq: new Uint32Array(rows.length),
    at: new Float64Array(rows.length),
    conn: new Uint32Array(rows.length),
    length: new Uint32Array(filled.length),
    bytes: new Uint8Array(filled.reduce((sum, { bytes }) => sum + bytes.length, 0)),
    others: records.filter((record) => !isRow(record)).map(withoutBytes),
  };
  let place = 0;
  for (const record of records) {
    pack.form[place] = formOf(record);
    place += 1;
  }
  place = 0;
  for (const { seq, at, conn } of rows) {
    pack.seq[place] = seq;
    pack.at[place] = at;
    pack.conn[place] = conn;
    place += 1;
  }
  let end = 0;
  place = 0;
  for (const { bytes } of filled) {
    pack.bytes.set(bytes, end);
    pack.length[place] = bytes.length;
    end += bytes.length;
    place += 1;
  }
  return pack;
}

export function hasBytes(record: Record): record is BytesRecord | MessageRecord {
  return record.type === 'bytes' || record.type === 'message';
}

export function fitsColumns({ seq, conn }: BytesRecord): boolean {
  return seq <= LARGEST_WORD && conn <= LARGEST_WORD;
}

function isRow(record: Record): boolean {
  return record.type === 'bytes' && fitsColumns(record);
}

function withoutBytes(record: Record): Record {
  return hasBytes(record) ? { ...record, bytes: NO_BYTES } : record;
}

function formOf(record: Record): number {
  if (record.type === 'bytes' && fitsColumns(record)) {
    return record.from === 'client' ? FORM.fromClient : FORM.fromServer;
  }
  return hasBytes(record) ? FORM.filled : FORM.other;
}

/** What a message hands over rather than copies. */
export function buffersOf({ form, seq, at, conn, length, bytes }: RecordPack): ArrayBufferLike[] {
  return [form, seq, at, conn, length, bytes].map(({ buffer }) => buffer);
}
