import type { Role } from '@/lib/capture/record';
import { isAsciiArray } from './json-array';

/** Bytes of payload. Of longer ones the parser of the platform makes less work than a walk. */
const MOST = 1024;
const scratch = new Uint8Array(MOST);
const NOTHING = new Uint8Array(0);

/** What an EVENT or an ACK begins with. */
export interface EventHead {
  /** What the places below are in. */
  bytes: Uint8Array;
  /** The digit of its type: `2` is EVENT, `3` is ACK. */
  type: 2 | 3;
  /** The namespace as it is written, without its comma; empty for `/`. */
  nspStart: number;
  nspEnd: number;
  /** The event's name between its quotes; empty of an ACK. */
  nameStart: number;
  nameEnd: number;
  /** The same for the same type, namespace and name; seldom for others. */
  hash: number;
}

/**
 * A frame that carries one EVENT or ACK and nothing odd, as nearly all frames do: what tells it from others of its kind,
 * without a text made or a value parsed. There is one of these, and each scan writes it anew. Its bytes are the payload,
 * unmasked.
 */
export interface EventScan extends EventHead {
  /** -1 without one. */
  id: number;
}

const FOUND: EventScan = {
  bytes: NOTHING,
  type: 2,
  id: -1,
  nspStart: 0,
  nspEnd: 0,
  nameStart: 0,
  nameEnd: 0,
  hash: 0,
};

/**
 * Reads `bytes[start..start + size)` where that is exactly one such frame: text, whole, masked as it must be (RFC 6455
 * §5.3), with a packet of ASCII that has no attachments, an id of at most 15 digits and a well-formed payload, and its
 * event is named by a text without escapes. `undefined` for anything else, be it well-formed or not.
 */
export function scanEvent(bytes: Uint8Array, start: number, size: number, from: Role): EventScan | undefined {
  const second = bytes[start + 1] ?? 0;
  const masked = second >= 0x80;
  if (size < 6 || bytes[start] !== 0x81 || masked !== (from === 'client')) return undefined;
  let header = masked ? 6 : 2;
  let length = second & 0x7f;
  if (length === 127) return undefined;
  if (length === 126) {
    header += 2;
    length = (bytes[start + 2] ?? 0) * 256 + (bytes[start + 3] ?? 0);
    if (length < 126 || length > MOST) return undefined;
  }
  if (header + length !== size) return undefined;
  const first = start + header;
  if (!masked) return scanPacket(bytes, first, first + length);
  const key = first - 4;
  const [a, b, c, d] = [bytes[key] ?? 0, bytes[key + 1] ?? 0, bytes[key + 2] ?? 0, bytes[key + 3] ?? 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    scratch[i] = (bytes[first + i] ?? 0) ^ a;
    scratch[i + 1] = (bytes[first + i + 1] ?? 0) ^ b;
    scratch[i + 2] = (bytes[first + i + 2] ?? 0) ^ c;
    scratch[i + 3] = (bytes[first + i + 3] ?? 0) ^ d;
  }
  for (; i < length; i += 1) scratch[i] = (bytes[first + i] ?? 0) ^ (bytes[key + (i & 3)] ?? 0);
  return scanPacket(scratch, 0, length);
}

/** `4`, then `2` or `3`, `[<nsp>,][<id>]` and an array. */
function scanPacket(bytes: Uint8Array, start: number, end: number): EventScan | undefined {
  const type = (bytes[start + 1] ?? 0) - 0x30;
  if (bytes[start] !== 0x34 || (type !== 2 && type !== 3)) return undefined;
  let hash = FNV ^ type;
  let at = start + 2;
  FOUND.nspStart = at;
  if (bytes[at] === 0x2f) {
    for (; at < end && bytes[at] !== 0x2c; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x80) return undefined;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    FOUND.nspEnd = at;
    // Past the comma. Without one the array is missing, too.
    at += 1;
    hash = Math.imul(hash, FNV_PRIME);
  } else FOUND.nspEnd = at;

  const idStart = at;
  let id = 0;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    id = id * 10 + digit;
  }
  if (at - idStart > MOST_DIGITS) return undefined;

  if (!isAsciiArray(bytes, at, end)) return undefined;
  FOUND.nameStart = at + 2;
  FOUND.nameEnd = at + 2;
  if (type === 2) {
    if (bytes[at + 1] !== 0x22) return undefined;
    let nameEnd = at + 2;
    for (let byte = bytes[nameEnd] ?? 0; byte !== 0x22; byte = bytes[nameEnd] ?? 0) {
      if (byte === 0x5c) return undefined;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
      nameEnd += 1;
    }
    FOUND.nameEnd = nameEnd;
  }
  FOUND.bytes = bytes;
  FOUND.type = type;
  FOUND.id = at === idStart ? -1 : id;
  FOUND.hash = hash;
  return FOUND;
}

/** As many as a number holds exactly, whatever they are. */
const MOST_DIGITS = 15;

// FNV-1a, 32 bits.
const FNV = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
