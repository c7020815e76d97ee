import { utf8Bytes, utf8Text } from '@/lib/base/bytes';
import type { Record } from './record';
import { recordFromJson, recordToJson } from './record-json';

/**
 * Records on their way to a screen. Bytes travel as bytes: base64 would cost a third more and a decode each.
 *
 *     0        4            4 + n
 *     ├ n ─────┼ JSON ──────┼ bytes of the 1st record that has any ┬ of the 2nd ┬ … ┤
 *       u32 BE   an array of records, `"bytes"` being their length
 */
export function encodeBatch(records: readonly Record[]): Uint8Array {
  const blobs: Uint8Array[] = [];
  const json = utf8Bytes(
    JSON.stringify(
      records.map((record) =>
        recordToJson(record, (bytes) => {
          blobs.push(bytes);
          return bytes.length;
        }),
      ),
    ),
  );
  const batch = new Uint8Array(blobs.reduce((sum, blob) => sum + blob.length, 4 + json.length));
  new DataView(batch.buffer).setUint32(0, json.length);
  batch.set(json, 4);
  let offset = 4 + json.length;
  for (const blob of blobs) {
    batch.set(blob, offset);
    offset += blob.length;
  }
  return batch;
}

/** The records of a batch, or `undefined` where the bytes are none. */
export function decodeBatch(batch: Uint8Array): Record[] | undefined {
  if (batch.length < 4) return undefined;
  let offset = 4 + new DataView(batch.buffer, batch.byteOffset).getUint32(0);
  if (offset > batch.length) return undefined;
  const list = parse(utf8Text(batch.subarray(4, offset)));
  if (!Array.isArray(list)) return undefined;
  const records: Record[] = [];
  for (const value of list) {
    const record = recordFromJson(value, (length) => {
      if (typeof length !== 'number' || !(length >= 0) || offset + length > batch.length) return undefined;
      offset += length;
      return batch.subarray(offset - length, offset);
    });
    if (!record) return undefined;
    records.push(record);
  }
  return records;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a peer's bytes, not ours
  }
}
