import { utf8Bytes } from '@/lib/base/bytes';

/** Deeper than that the text is read by the parser of the platform. */
const MOST_DEPTH = 64;
const isObjectAt = new Uint8Array(MOST_DEPTH);

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether `bytes[start..end)` is one JSON array in ASCII (RFC 8259), from bracket to bracket. False as well for what is
 * nested deeper than 64 times: that may be one all the same.
 */
export function isAsciiArray(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end || bytes[start] !== OPEN_LIST) return false;
  let depth = 0;
  let at = start;
  for (;;) {
    // A value begins here.
    at = afterSpace(bytes, at, end);
    const byte = at < end ? (bytes[at] ?? 0) : 0;
    if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (depth === MOST_DEPTH) return false;
      const isObject = byte === OPEN_OBJECT;
      isObjectAt[depth] = isObject ? 1 : 0;
      depth += 1;
      at = afterSpace(bytes, at + 1, end);
      if (bytes[at] !== (isObject ? CLOSE_OBJECT : CLOSE_LIST)) {
        if (!isObject) continue;
        at = afterName(bytes, at, end);
        if (at === -1) return false;
        continue;
      }
      // It is empty: its end is met below.
    } else {
      at = byte === QUOTE ? afterText(bytes, at + 1, end) : afterPlain(bytes, at, end, byte);
      if (at === -1) return false;
    }
    // A value has ended here, or an empty list or object is about to.
    for (;;) {
      at = afterSpace(bytes, at, end);
      if (at >= end) return false;
      const isObject = isObjectAt[depth - 1] === 1;
      const next = bytes[at] ?? 0;
      at += 1;
      if (next === COMMA) {
        if (isObject) at = afterName(bytes, afterSpace(bytes, at, end), end);
        if (at === -1) return false;
        break;
      }
      if (next !== (isObject ? CLOSE_OBJECT : CLOSE_LIST)) return false;
      depth -= 1;
      if (depth === 0) return at === end;
    }
  }
}

function afterSpace(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const byte = bytes[at] ?? 0;
    if (byte > SPACE || (byte !== SPACE && byte !== LF && byte !== CR && byte !== TAB)) break;
    at += 1;
  }
  return at;
}

/** After a member's name and its colon; -1 where there is none. */
function afterName(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end || bytes[start] !== QUOTE) return -1;
  const name = afterText(bytes, start + 1, end);
  if (name === -1) return -1;
  const colon = afterSpace(bytes, name, end);
  return colon < end && bytes[colon] === COLON ? colon + 1 : -1;
}

/** After the closing quote of a text that begins behind its opening one; -1 where it is none, or not ASCII. */
function afterText(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte < SPACE || byte >= 0x80) return -1;
    if (byte !== BACKSLASH) continue;
    at += 1;
    const escaped = bytes[at] ?? 0;
    if (escaped === 0x75) {
      for (let digit = 1; digit <= 4; digit += 1) if (!isHex(bytes[at + digit] ?? 0)) return -1;
      at += 4;
    } else if (!isEscape(escaped)) return -1;
  }
  return -1;
}

/** One of `"\/bfnrt`. */
function isEscape(byte: number): boolean {
  switch (byte) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true;
    default:
      return false;
  }
}

function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** After a number or one of the three words; -1 where it is neither. */
function afterPlain(bytes: Uint8Array, start: number, end: number, first: number): number {
  switch (first) {
    case 0x74:
      return afterWord(bytes, start, end, TRUE);
    case 0x66:
      return afterWord(bytes, start, end, FALSE);
    case 0x6e:
      return afterWord(bytes, start, end, NULL);
    default:
      return afterNumber(bytes, first === 0x2d ? start + 1 : start, end);
  }
}

const TRUE = utf8Bytes('true');
const FALSE = utf8Bytes('false');
const NULL = utf8Bytes('null');

function afterWord(bytes: Uint8Array, start: number, end: number, word: Uint8Array): number {
  if (start + word.length > end) return -1;
  for (let i = 1; i < word.length; i += 1) if (bytes[start + i] !== word[i]) return -1;
  return start + word.length;
}

/** A number behind its sign. */
function afterNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = afterDigits(bytes, start, end);
  if (at === start || (bytes[start] === 0x30 && at > start + 1)) return -1;
  if (at < end && bytes[at] === 0x2e) {
    const fraction = at + 1;
    at = afterDigits(bytes, fraction, end);
    if (at === fraction) return -1;
  }
  if (at < end && ((bytes[at] ?? 0) | 0x20) === 0x65) {
    const sign = bytes[at + 1];
    const exponent = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1;
    at = afterDigits(bytes, exponent, end);
    if (at === exponent) return -1;
  }
  return at;
}

function afterDigits(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}
