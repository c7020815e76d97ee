import { utf8Text } from './bytes';

const SHORT = 24; // bytes: up to here a call of the platform's decoder costs more than the decoding
const MEDIUM = 1024; // bytes: up to here a copy costs less than a view of the bytes
const codes = Array.from({ length: SHORT + 1 }, (_, length) => new Array<number>(length).fill(0));
const scratch = new Uint8Array(MEDIUM);
const views: Uint8Array[] = [];

/** The text of `bytes[start..end)`, malformed bytes as U+FFFD. */
export function textAt(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > MEDIUM) {
    return utf8Text(length === bytes.length ? bytes : bytes.subarray(start, end));
  }
  const list = codes[length];
  if (list === undefined) {
    for (let i = 0; i < length; i += 1) scratch[i] = bytes[start + i] ?? 0;
    return scratchText(length);
  }
  let all = 0;
  for (let i = 0; i < length; i += 1) {
    const byte = bytes[start + i] ?? 0;
    list[i] = byte;
    all |= byte;
  }
  return all < 0x80 ? String.fromCharCode.apply(String, list) : utf8Text(bytes.slice(start, end));
}

/** The text of bytes that were XORed with the four bytes at `key` in turn (RFC 6455 §5.3); not longer than `MEDIUM`. */
export function unmaskedText(bytes: Uint8Array, key: number, start: number, end: number): string | undefined {
  const length = end - start;
  if (length > MEDIUM) return undefined;
  for (let i = 0; i < length; i += 1) scratch[i] = (bytes[start + i] ?? 0) ^ (bytes[key + (i & 3)] ?? 0);
  return length > SHORT ? scratchText(length) : textAt(scratch, 0, length);
}

function scratchText(length: number): string {
  let view = views[length];
  if (view === undefined) {
    view = scratch.subarray(0, length);
    views[length] = view;
  }
  return utf8Text(view);
}

/** False for text that is certainly all of `length` bytes of well-formed UTF-8: ASCII, as most is. */
export function mayBeMalformed(text: string, length: number): boolean {
  return text.length !== length || text.includes('\ufffd');
}

/** Text, and where in the bytes each of its UTF-16 units came from. */
export interface LocatedText {
  readonly text: string;
  /** Of `text[i]`: the first byte of its character. One more entry: the end. Absent where every unit is one byte. */
  readonly offsets: Uint32Array | undefined;
}

/** Byte offset of the `index`th UTF-16 unit. */
export function byteAt(located: LocatedText, index: number): number {
  return located.offsets === undefined ? index : (located.offsets[index] ?? 0);
}

/** Decodes as the Encoding Standard does (§8.1.1), malformed bytes to U+FFFD, and keeps the places. */
export function locateText(bytes: Uint8Array, start = 0, stop = bytes.length): LocatedText {
  const text = textAt(bytes, start, stop);
  // As many units as bytes: each byte gave one, be it ASCII or a lone malformed byte.
  if (text.length === stop - start) return { text, offsets: undefined };
  return {
    text,
    offsets: offsetsOf(text, start === 0 && stop === bytes.length ? bytes : bytes.subarray(start, stop)),
  };
}

function offsetsOf(text: string, bytes: Uint8Array): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  let unit = 0;
  for (let at = 0; at < bytes.length; ) {
    offsets[unit++] = at;
    const end = characterEnd(bytes, at);
    // Only a whole four-byte sequence is outside the Basic Multilingual Plane: a surrogate pair.
    if (end - at === 4) offsets[unit++] = at;
    at = end;
  }
  offsets[text.length] = bytes.length;
  return offsets;
}

/** True for well-formed UTF-8 (RFC 3629 §4). */
export function isUtf8(bytes: Uint8Array): boolean {
  return firstMalformed(bytes) === undefined;
}

/** The first byte that is not part of a well-formed character, or `undefined`. */
export function firstMalformed(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length; ) {
    if ((bytes[at] ?? 0) < 0x80) {
      at += 1;
      continue;
    }
    const end = characterEnd(bytes, at);
    if (end - at !== sequenceLength(bytes[at] ?? 0)) return at;
    at = end;
  }
  return undefined;
}

/** The same of a text of which only the beginning is here (`isPartial`): its last character may go on after it. */
export function malformedIn(bytes: Uint8Array, isPartial: boolean): number | undefined {
  const at = firstMalformed(bytes);
  if (!isPartial || at === undefined || characterEnd(bytes, at) < bytes.length) return at;
  return at + sequenceLength(bytes[at] ?? 0) > bytes.length ? undefined : at;
}

/** 0 for a byte that begins no character. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

/** The end of the character at `at`, or of the maximal malformed part that becomes one U+FFFD. */
function characterEnd(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = sequenceLength(lead);
  // The second byte's range is narrower after some leads: no overlong forms, no surrogates, nothing above U+10FFFF.
  let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  let end = at + 1;
  while (end < at + length) {
    const byte = bytes[end];
    if (byte === undefined || byte < low || byte > high) break;
    low = 0x80;
    high = 0xbf;
    end += 1;
  }
  return end;
}
