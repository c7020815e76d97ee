import type { Record } from './record';

/**
 * Records on their way from one thread to another. Nearly all of them are bytes on a connection, and those travel as
 * columns, whose memory changes hands at once, however many they are:
 *
 *     form   │ 0 │ 2 │ 3 │ 3 │ …      of each record, see `FORM`
 *     at     │ 0 │ 9 │…               of each record that is bytes on a connection
 *     length │ …                      of each record that has bytes
 *     bytes  │ GET /socket.io/?EIO=4… │ of all of them, one after the other
 *     others │ { "type": "open", … }  │ the records without a column, in their order
 */
export interface RecordPack {
  readonly form: Uint8Array;
  readonly seq: Float64Array;
  /** Microseconds. */
  readonly at: Float64Array;
  readonly conn: Uint32Array;
  readonly length: Uint32Array;
  readonly bytes: Uint8Array;
  /** Those of the form `message` without their bytes. */
  readonly others: readonly Record[];
}

export const FORM = { other: 0, message: 1, fromClient: 2, fromServer: 3 } as const;
const NO_BYTES = new Uint8Array(0);

export function packRecords(records: readonly Record[]): RecordPack {
  const sent = records.filter((record) => record.type === 'bytes');
  const filled = records.filter((record) => record.type === 'bytes' || record.type === 'message');
  const bytes = new Uint8Array(filled.reduce((sum, record) => sum + record.bytes.length, 0));
  let end = 0;
  for (const record of filled) {
    bytes.set(record.bytes, end);
    end += record.bytes.length;
  }
  return {
    form: Uint8Array.from(records, formOf),
    seq: Float64Array.from(sent, ({ seq }) => seq),
    at: Float64Array.from(sent, ({ at }) => at),
    conn: Uint32Array.from(sent, ({ conn }) => conn),
    length: Uint32Array.from(filled, (record) => record.bytes.length),
    bytes,
    others: records.flatMap((record) => {
      if (record.type === 'bytes') return [];
      return [record.type === 'message' ? { ...record, bytes: NO_BYTES } : record];
    }),
  };
}

function formOf(record: Record): number {
  if (record.type === 'bytes') return record.from === 'client' ? FORM.fromClient : FORM.fromServer;
  return record.type === 'message' ? FORM.message : FORM.other;
}

/** What a message hands over rather than copies. */
export function buffersOf({ form, seq, at, conn, length, bytes }: RecordPack): ArrayBufferLike[] {
  return [form, seq, at, conn, length, bytes].map(({ buffer }) => buffer);
}
