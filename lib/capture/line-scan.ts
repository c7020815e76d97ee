import { readBase64 } from '@/lib/base/base64';
import { EMPTY_BYTES, utf8Bytes, viewOf } from '@/lib/base/bytes';
import { micros } from '@/lib/base/micros';
import type { BytesRecord } from './record';

/**
 * Reads the commonest line of a capture file straight from its bytes: the record of bytes that is `line[start..end)`,
 * where that is written exactly as `recordLine` writes it; `undefined` where anything at all is different. No text is
 * made of it and no JSON parsed, which makes it several times as fast.
 */
type LineScan = (line: Uint8Array, start: number, end: number) => BytesRecord | undefined;

/** One for each file. */
export function openLineScan(): LineScan {
  const room = openArena();
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

  return (bytes, start, end) => {
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
    const put = readBase64(view, at, last, room);
    return put && { seq, at: micros(when), type: 'bytes', conn, from, bytes: put };
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

/** Bytes. */
const BLOCK = 2 ** 18;

/** Cuts small arrays out of large ones: to make each by itself would take longer than all the rest. */
function openArena(): (size: number) => Uint8Array {
  let block = EMPTY_BYTES;
  let used = 0;
  return (size) => {
    if (used + size > block.length) {
      block = new Uint8Array(Math.max(size, BLOCK));
      used = 0;
    }
    used += size;
    return block.subarray(used - size, used);
  };
}
