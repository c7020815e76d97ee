import { utf8Text } from '@/lib/base/bytes';

/** The header of one frame (RFC 6455 §5.2). */
export interface Frame {
  readonly fin: boolean;
  readonly rsv1: boolean;
  readonly opcode: number;
  readonly masked: boolean;
  /** Bytes before the payload, as many of them as there are. */
  readonly header: number;
  /** Of the payload, as the header tells it; 0 while it does not. */
  readonly length: number;
  /** The length was written in as few bytes as it can be. */
  readonly isShortest: boolean;
  /** The header is whole. */
  readonly isHeaded: boolean;
}

export function frameHead(wire: Uint8Array): Frame {
  const first = wire[0] ?? 0;
  const second = wire[1] ?? 0;
  const masked = (second & 0x80) !== 0;
  const header = headerLength(second);
  const isWhole = wire.length >= 2 && wire.length >= header;
  const length = isWhole ? (payloadLength(wire, 0, second) ?? 0) : 0;
  const short = second & 0x7f;
  const isShortest = short < 126 || length >= (short === 126 ? 126 : 65536);
  return {
    fin: (first & 0x80) !== 0,
    rsv1: (first & 0x40) !== 0,
    opcode: first & 0x0f,
    masked,
    header: Math.min(header, wire.length),
    length,
    isShortest: isShortest || !isWhole,
    isHeaded: isWhole,
  };
}

/** Bytes before the payload, told by the frame's second byte. */
export function headerLength(second: number): number {
  const length = second & 0x7f;
  const extended = length === 126 ? 2 : length === 127 ? 8 : 0;
  return 2 + extended + (second & 0x80 ? 4 : 0);
}

/** `undefined` where it is longer than a number can count exactly; the first bit must be 0 anyway. */
export function payloadLength(bytes: Uint8Array, start: number, second: number): number | undefined {
  const length = second & 0x7f;
  if (length < 126) return length;
  const byte = (i: number) => bytes[start + i] ?? 0;
  if (length === 126) return byte(2) * 256 + byte(3);
  let long = 0;
  for (let i = 2; i < 10; i += 1) long = long * 256 + byte(i);
  return long > Number.MAX_SAFE_INTEGER ? undefined : long;
}

/** The payload as it was before the mask. */
export function payloadOf(wire: Uint8Array, { masked, header }: Frame): Uint8Array {
  return masked ? unmask(wire, header) : wire.subarray(header);
}

/** Of a close frame that has one. */
export function closeCode(payload: Uint8Array): number | undefined {
  return payload.length < 2 ? undefined : (payload[0] ?? 0) * 256 + (payload[1] ?? 0);
}

export function closeReason(payload: Uint8Array): string {
  return utf8Text(payload.subarray(2));
}

/** The payload after `header`, each byte XORed with its byte of the key before it (§5.3). */
function unmask(wire: Uint8Array, header: number): Uint8Array {
  const length = wire.length - header;
  const plain = new Uint8Array(length);
  const key = header - 4;
  for (let i = 0; i < length; i += 1) plain[i] = (wire[header + i] ?? 0) ^ (wire[key + (i & 3)] ?? 0);
  return plain;
}
