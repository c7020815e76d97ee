import { latin1Text } from '@/lib/base/latin1';
import { byteAt, type LocatedText } from '@/lib/base/utf8';
import type { OpenBody } from './http-body';
import type { HttpHead } from './http-scan';
import type { AskedRequest, FieldSpec } from './layer';

/**
 * How the packets of one HTTP body are told apart. Protocol 4 puts U+001E between them. Protocol 3 puts a length before
 * each: in characters where the body is text, as bytes 0 to 9 and 255 where it is binary.
 */
export type PayloadStyle = 'separated' | 'lengths' | 'binary';

export interface PayloadReading {
  readonly style: PayloadStyle;
  readonly version: 3 | 4;
}

export const PAYLOAD_FIELDS = {
  'eio.length': {
    label: 'Length',
    help: 'How long the packet after it is: characters in text, bytes in a binary body.',
    section: 'Engine.IO protocol 3 §Payload',
    quiet: true,
  },
} as const satisfies Record<string, FieldSpec>;

/** Which protocol a body speaks: the one the request asked for, and where it asked for none, the one it looks like. */
export function payloadReading(
  head: HttpHead,
  request: AskedRequest | undefined,
  body: OpenBody,
): PayloadReading {
  const { EIO } = head.kind === 'request' ? head.query : (request?.query ?? {});
  if (EIO === '4') return { style: 'separated', version: 4 };
  const { ground, start, end } = body;
  if (isOctets(head)) return { style: 'binary', version: 3 };
  if (EIO !== undefined || looksLikeLengths(ground.bytes, start, end))
    return { style: 'lengths', version: 3 };
  return { style: 'separated', version: 4 };
}

const LENGTH_FIRST = /^[1-9][0-9]*:[0-6b]/;

/** True for a body that protocol 3 wrote: lengths before packets. */
export function looksLikeLengths(bytes: Uint8Array, start: number, end: number): boolean {
  return LENGTH_FIRST.test(latin1Text(bytes.subarray(start, Math.min(end, start + 16))));
}

function isOctets(head: HttpHead): boolean {
  return /^\s*application\/octet-stream/i.test(head.headers['content-type'] ?? '');
}

/** One packet of a payload with lengths. All places are bytes. */
export interface Prefixed {
  /** The length lies at [from, start), the packet at [start, end). */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  readonly isBinary: boolean;
  readonly length: number;
}

export interface Split {
  readonly packets: readonly Prefixed[];
  /** From here on nothing can be read, and why. */
  readonly fault?: { readonly at: number; readonly message: string };
}

/** `<length>:<packet>…`, lengths in UTF-16 units, as JavaScript counts. `base`: where the text lies in its buffer. */
export function splitLengths(located: LocatedText, base: number): Split {
  const { text } = located;
  const packets: Prefixed[] = [];
  for (let at = 0; at < text.length; ) {
    const colon = text.indexOf(':', at);
    const digits = text.slice(at, colon === -1 ? text.length : colon);
    const length = Number(digits);
    const place = base + byteAt(located, at);
    if (colon === -1 || digits === '' || !Number.isInteger(length) || length < 0) {
      return { packets, fault: { at: place, message: 'A packet must begin with its length and a colon' } };
    }
    const start = colon + 1;
    const end = start + length;
    if (end > text.length) {
      const message = `The length says ${length}, but only ${text.length - start} are left`;
      return { packets, fault: { at: place, message } };
    }
    if (isInsideCharacter(text, end)) {
      return { packets, fault: { at: place, message: 'The length ends inside a character' } };
    }
    packets.push({
      from: place,
      start: base + byteAt(located, start),
      end: base + byteAt(located, end),
      isBinary: false,
      length,
    });
    at = end;
  }
  return { packets };
}

/** Between the two UTF-16 units of one character, which are one sequence of bytes. */
function isInsideCharacter(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

/** `<0 text, 1 binary><length, a byte a digit><255><packet>…`, lengths in bytes. */
export function splitBinary(bytes: Uint8Array, from: number, to: number): Split {
  const packets: Prefixed[] = [];
  for (let at = from; at < to; ) {
    const kind = bytes[at] ?? 0;
    let length = 0;
    let mark = at + 1;
    for (; mark < to && (bytes[mark] ?? 0) <= 9; mark += 1) length = length * 10 + (bytes[mark] ?? 0);
    const isHeaded = kind <= 1 && mark < to && mark > at + 1 && bytes[mark] === 0xff;
    if (!isHeaded) {
      return {
        packets,
        fault: { at, message: 'A packet must begin with 0 or 1, its length in digits, and 255' },
      };
    }
    const start = mark + 1;
    if (length > to - start) {
      return {
        packets,
        fault: { at, message: `The length says ${length}, but only ${to - start} bytes are left` },
      };
    }
    packets.push({ from: at, start, end: start + length, isBinary: kind === 1, length });
    at = start + length;
  }
  return { packets };
}
