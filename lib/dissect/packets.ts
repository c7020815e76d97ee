import { decodeBase64 } from '@/lib/base/base64';
import { locateText, textAt } from '@/lib/base/utf8';
import type { Role } from '@/lib/capture/record';
import type { EioHandshake, EioPacket, EioType, Packet, SessionMoment, SioPacket } from './layer';
import type { Ground } from './open-layer';
import { type PayloadStyle, splitBinary, splitLengths } from './payload';
import { afterPacket, afterUnknown } from './session-moment';
import { scanMsgpack } from './socketio-msgpack';
import { scanSio } from './socketio-scan';

/** The quick way from bytes to packets, for entries. The field tree is another walk, made when somebody looks. */

export const EIO_TYPES: readonly EioType[] = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];
export const SEPARATOR = 0x1e;

/** Gathers the packets of one unit. */
export interface PacketSink {
  packets: Packet[];
  readonly from: Role;
  version: 3 | 4;
  moment: SessionMoment;
  /** Of the packet that is taken only the beginning is here. */
  isPartial: boolean;
  /** Something is odd: the whole walk will find the issues. */
  suspect: boolean;
  /** The layers it was read as, broken or not. */
  hasEio: boolean;
  hasSio: boolean;
}

export function openSink(from: Role, version: 3 | 4, moment: SessionMoment, isPartial = false): PacketSink {
  const packets = NO_PACKETS;
  return { packets, from, version, moment, isPartial, suspect: false, hasEio: false, hasSio: false };
}

const NO_PACKETS: Packet[] = [];

/** An array made with its first element has no room to spare: nearly all units have one packet, and there are many. */
function add(sink: PacketSink, packet: Packet): void {
  if (sink.packets.length === 0) sink.packets = [packet];
  else sink.packets.push(packet);
}

/** The packets of an HTTP body. Nothing after a broken one is read. */
export function takePayload(
  sink: PacketSink,
  ground: Ground,
  from: number,
  to: number,
  style: PayloadStyle,
): void {
  const { isPartial } = sink;
  sink.hasEio = true;
  takePackets(sink, ground, from, to, style);
  if (isPartial) sink.moment = afterUnknown(sink.moment);
}

function takePackets(sink: PacketSink, ground: Ground, from: number, to: number, style: PayloadStyle): void {
  const { buffer, bytes } = ground;
  if (style === 'separated') {
    takeSeparated(sink, ground, from, to);
    return;
  }
  const split =
    style === 'binary' ? splitBinary(bytes, from, to) : splitLengths(locateText(bytes, from, to), from);
  if (split.fault !== undefined) sink.suspect = true;
  for (const { start, end, isBinary } of split.packets) {
    if (isBinary) takeBinary(sink, bytes.subarray(start, end), buffer, start, end);
    else if (end > start && !takeText(sink, textAt(bytes, start, end), buffer, start, end)) return;
  }
}

/** Packets joined by U+001E (Engine.IO protocol 4, "Payload encoding"). */
function takeSeparated(sink: PacketSink, { buffer, bytes }: Ground, from: number, to: number): void {
  const { isPartial } = sink;
  let start = from;
  while (start <= to) {
    const next = bytes.indexOf(SEPARATOR, start);
    const end = next === -1 || next > to ? to : next;
    sink.isPartial = isPartial && end === to;
    if (sink.isPartial && start === end) return;
    if (!takeText(sink, textAt(bytes, start, end), buffer, start, end)) return;
    start = end + 1;
  }
}

/** One text packet. False where it is none. */
export function takeText(
  sink: PacketSink,
  text: string,
  buffer: number,
  start: number,
  end: number,
): boolean {
  sink.hasEio = true;
  if (text.charCodeAt(0) === 0x62) {
    const { type, binary, isOdd: odd } = readBase64(text, sink.version);
    if (odd) sink.suspect = true;
    takeMessage(sink, { type, binary }, buffer, start, end);
    return true;
  }
  const eio = readPacket(text);
  if (eio === undefined) {
    sink.suspect = true;
    return false;
  }
  if (eio.type !== 'message') {
    if (isOdd(eio, sink.from, sink.version)) sink.suspect = true;
    add(sink, { eio, buffer, start, end });
    return true;
  }
  const sio = readSio(sink, eio.data ?? '');
  if (sink.moment.awaiting > 0 && !sink.moment.unsure) sink.suspect = true;
  sink.moment = afterPacket(sink.moment, eio, sio, sink.from);
  if (sio === undefined) {
    add(sink, { eio, buffer, start, end });
  } else {
    add(sink, { eio, sio, buffer, start, end });
  }
  return true;
}

/** One packet of bytes. Protocol 3 puts a type before them, the bare number. */
export function takeBinary(
  sink: PacketSink,
  bytes: Uint8Array,
  buffer: number,
  start: number,
  end: number,
): void {
  sink.hasEio = true;
  if (sink.version === 4) {
    takeMessage(sink, { type: 'message', binary: bytes }, buffer, start, end);
    return;
  }
  const type = EIO_TYPES[bytes[0] ?? EIO_TYPES.length];
  if (type === undefined) sink.suspect = true;
  else takeMessage(sink, { type, binary: bytes.subarray(1) }, buffer, start, end);
}

function takeMessage(sink: PacketSink, eio: EioPacket, buffer: number, start: number, end: number): void {
  let sio: SioPacket | undefined;
  if (isSioBinary(sink, eio.type)) {
    sink.hasSio = true;
    if (sink.moment.awaiting === 0) sio = readMsgpack(sink, eio.binary);
  }
  sink.moment = afterPacket(sink.moment, eio, sio, sink.from);
  add(sink, sio === undefined ? { eio, buffer, start, end } : { eio, sio, buffer, start, end });
}

/** True where binary data is Socket.IO's. The beginning of what nobody announced may be anything. */
export function isSioBinary(
  { moment, isPartial }: Pick<PacketSink, 'moment' | 'isPartial'>,
  type: EioType,
): boolean {
  return !moment.plain && type === 'message' && !(isPartial && moment.awaiting === 0);
}

/** Bytes that nobody announced are a packet of the msgpack parser, or a mistake. */
function readMsgpack(sink: PacketSink, binary: Uint8Array | undefined): SioPacket | undefined {
  const packet = binary && scanMsgpack(binary, 0, binary.length)?.packet;
  if (packet === undefined && !sink.moment.unsure) sink.suspect = true;
  return packet;
}

export interface Base64Packet {
  readonly type: EioType;
  readonly binary: Uint8Array;
  /** Characters before the base64: `b`, and in protocol 3 the type. */
  readonly head: number;
  readonly isOdd: boolean;
}

/** `b` and base64; protocol 3 has the type digit between them. */
export function readBase64(text: string, version: 3 | 4): Base64Packet {
  const head = version === 3 ? 2 : 1;
  const type = version === 3 ? EIO_TYPES[text.charCodeAt(1) - 0x30] : 'message';
  const { bytes, canonical } = decodeBase64(text.slice(head));
  return {
    type: type ?? 'message',
    binary: bytes,
    head: Math.min(head, text.length),
    isOdd: !canonical || !type,
  };
}

/** One packet as text: the type digit, then data. */
export function readPacket(text: string): EioPacket | undefined {
  const type = EIO_TYPES[text.charCodeAt(0) - 0x30];
  if (type === undefined) return undefined;
  if (text.length === 1) return { type };
  const data = text.slice(1);
  if (type !== 'open') return { type, data };
  const handshake = readHandshake(data);
  return handshake === undefined ? { type, data } : { type, data, handshake };
}

/** True where the type and sender do not fit, or an open packet is not whole: the walk says which. */
export function isOdd(eio: EioPacket, from: Role, version: 3 | 4): boolean {
  switch (eio.type) {
    case 'open':
      return (
        from === 'client' || eio.handshake === undefined || missingKey(eio.handshake, version) !== undefined
      );
    case 'ping':
      // Who asks changed with protocol 4; the probe of an upgrade is the client's in both.
      return eio.data !== 'probe' && from === (version === 4 ? 'client' : 'server');
    case 'pong':
      return eio.data !== 'probe' && from === (version === 4 ? 'server' : 'client');
    case 'noop':
      return from === 'client';
    case 'upgrade':
      return from === 'server';
    default:
      return false;
  }
}

/** The first key that a handshake must have and has not. */
export function missingKey(handshake: EioHandshake, version: 3 | 4): keyof EioHandshake | undefined {
  if (handshake.sid === undefined) return 'sid';
  if (handshake.upgrades === undefined) return 'upgrades';
  if (handshake.pingInterval === undefined) return 'pingInterval';
  if (handshake.pingTimeout === undefined) return 'pingTimeout';
  // Protocol 3 has four keys.
  return version === 4 && handshake.maxPayload === undefined ? 'maxPayload' : undefined;
}

function readHandshake(json: string): EioHandshake | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined; // an issue of the walk
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members: { readonly [key: string]: unknown } = { ...value };
  const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = members;
  return {
    ...(typeof sid === 'string' ? { sid } : undefined),
    ...(isTexts(upgrades) ? { upgrades } : undefined),
    ...(typeof pingInterval === 'number' ? { pingInterval } : undefined),
    ...(typeof pingTimeout === 'number' ? { pingTimeout } : undefined),
    ...(typeof maxPayload === 'number' ? { maxPayload } : undefined),
  };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function readSio(sink: PacketSink, data: string): SioPacket | undefined {
  // On Engine.IO's own path only a CONNECT makes a session Socket.IO.
  if (sink.moment.plain && data.charCodeAt(0) !== 0x30) return undefined;
  const scan = scanSio(data, sink.version === 3, undefined, sink.isPartial);
  if (scan.packet !== undefined || !sink.moment.plain) sink.hasSio = true;
  if (scan.flaw !== undefined && !sink.moment.plain) sink.suspect = true;
  return scan.packet;
}
