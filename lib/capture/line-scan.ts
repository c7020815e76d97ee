import { readBase64 } from '@/lib/base/base64';
import { EMPTY_BYTES, utf8Bytes, viewOf } from '@/lib/base/bytes';
import { LARGEST_WORD } from '@/lib/base/column';
import { micros } from '@/lib/base/micros';
import type { Packer, PackRow } from './pack';

/**
 * Reads the commonest line of a capture file straight from its bytes: the record of bytes that is `line[start..end)`,
 * where that is written exactly as `recordLine` writes it; `undefined` where anything at all is different, or a number
 * too large for a row. No text is made of it and no JSON parsed, which makes it several times as fast. Its bytes are put
 * into the packer's free room, and the row is one of which there is but one, to be pushed or left.
 */
export type LineScan = (line: Uint8Array, start: number, end: number, packer: Packer) => PackRow | undefined;

/** One for each file. */
export function openLineScan(): LineScan {
  const row: PackRow = { seq: 0, at: micros(0), conn: 0, from: 'client', size: 0 };
  let line = EMPTY_BYTES;
  let view = viewOf(line);
  /** Where in the line the scan has come to. */
  let at = 0;

  function passes({ length, fours }: Word): boolean {
    const start = at;
    if (start + length > line.length) return false;
    for (let i = 0; i < fours.length; i += 1) {
      if (view.getInt32(start + Math.min(4 * i, length - 4)) !== fours[i]) return false;
    }
    at = start + length;
    return true;
  }

  /** A whole number of up to 15 digits, which are exact; -1 where there is none. */
  function count(): number {
    const bytes = line;
    const start = at;
    let value = 0;
    let end = start;
    for (; ; end += 1) {
      const digit = (bytes[end] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = 10 * value + digit;
    }
    at = end;
    const digits = end - start;
    return digits === 0 || digits > 15 || (digits > 1 && bytes[start] === ZERO) ? -1 : value;
  }

  return (bytes, start, end, packer) => {
    if (bytes !== line) {
      line = bytes;
      view = viewOf(bytes);
    }
    at = start;
    const seq = passes(SEQ) ? count() : -1;
    const when = passes(AT) ? count() : -1;
    const conn = passes(CONN) ? count() : -1;
    if (seq < 0 || when < 0 || conn < 0) return undefined;
    const from = passes(FROM_CLIENT) ? 'client' : passes(FROM_SERVER) ? 'server' : undefined;
    const last = end - 2;
    if (from === undefined || at > last || bytes[last] !== QUOTE || bytes[last + 1] !== BRACE)
      return undefined;
    if (seq > LARGEST_WORD || conn > LARGEST_WORD) return undefined;
    const size = readBase64(view, at, last, packer.room(last - at), packer.free);
    if (size === -1) return undefined;
    row.seq = seq;
    row.at = micros(when);
    row.conn = conn;
    row.from = from;
    row.size = size;
    return row;
  };
}

/** What stands between the values, to be compared four bytes at a time: one by one would take twice as long. */
interface Word {
  /** Bytes, four at least. */
  readonly length: number;
  /** The last four may begin in the four before them. */
  readonly fours: Int32Array;
}

function word(text: string): Word {
  const bytes = utf8Bytes(text);
  const { length } = bytes;
  const view = viewOf(bytes);
  const fours = Int32Array.from({ length: Math.ceil(length / 4) }, (_, i) =>
    view.getInt32(Math.min(4 * i, length - 4)),
  );
  return { length, fours };
}

const SEQ = word('{"seq":');
const AT = word(',"at":');
const CONN = word(',"type":"bytes","conn":');
const FROM_CLIENT = word(',"from":"client","bytes":"');
const FROM_SERVER = word(',"from":"server","bytes":"');
const ZERO = 0x30;
const QUOTE = 0x22;
const BRACE = 0x7d;
