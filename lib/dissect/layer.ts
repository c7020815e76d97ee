import type { Role } from '@/lib/capture/record';

/** What every dissector hands out. Ranges are half-open and count bytes in a named buffer. */

export type LayerName = 'http' | 'ws' | 'eio' | 'sio' | 'sse' | 'data';

export type BufferName = 'wire' | 'unmasked' | 'inflated' | 'decoded' | 'reassembled';

/** Bytes with a name. All but `wire` were made from a range of another buffer, named by its place in the list. */
export interface NamedBuffer {
  readonly name: BufferName;
  readonly bytes: Uint8Array;
  readonly source?: { readonly buffer: number; readonly start: number; readonly end: number };
}

/** What a field *is*. The walk says where it lies. */
export interface FieldSpec {
  readonly label: string;
  /** One sentence: what this field is. */
  readonly help: string;
  /** Bits of the byte, for a field smaller than one. */
  readonly mask?: number;
  /** What its values are called. */
  readonly names?: Readonly<{ [value: string]: string }>;
  /** Section of the specification, e.g. `RFC 6455 §5.2`. */
  readonly section?: string;
}

export interface Field {
  /** The filter key, e.g. `eio.type`. */
  readonly key: string;
  readonly spec: FieldSpec;
  /** Index in `Dissection.buffers`. */
  readonly buffer: number;
  readonly start: number;
  readonly end: number;
  /** Decoded; `text` is how it reads in the inspector. */
  readonly value: unknown;
  readonly text: string;
  readonly children?: readonly Field[];
}

/** A fault in the bytes. Never thrown: the peer made it, we show it. */
export interface Issue {
  readonly code: string;
  readonly message: string;
  readonly level: 'note' | 'warn' | 'error';
  readonly buffer: number;
  readonly start: number;
  readonly end: number;
}

export interface Layer {
  readonly name: LayerName;
  /** `WebSocket frame`, `Engine.IO packet` … */
  readonly title: string;
  readonly fields: readonly Field[];
  readonly issues: readonly Issue[];
  readonly buffer: number;
  readonly start: number;
  readonly end: number;
}

/** The whole field tree of one unit, made only when somebody looks. The leaf fields of a buffer tile it. */
export interface Dissection {
  readonly buffers: readonly NamedBuffer[];
  readonly layers: readonly Layer[];
}

export type EioType = 'open' | 'close' | 'ping' | 'pong' | 'message' | 'upgrade' | 'noop';
export type SioType =
  | 'CONNECT'
  | 'DISCONNECT'
  | 'EVENT'
  | 'ACK'
  | 'CONNECT_ERROR'
  | 'BINARY_EVENT'
  | 'BINARY_ACK';

/** The five keys of the Engine.IO open packet; `undefined` where the peer left one out. */
export interface EioHandshake {
  readonly sid?: string;
  readonly upgrades?: readonly string[];
  readonly pingInterval?: number;
  readonly pingTimeout?: number;
  readonly maxPayload?: number;
}

export interface EioPacket {
  readonly type: EioType;
  /** Text after the type digit; absent on binary and empty packets. */
  readonly data?: string;
  readonly binary?: Uint8Array;
  readonly handshake?: EioHandshake;
}

export interface SioPacket {
  readonly type: SioType;
  readonly nsp: string;
  readonly id?: number;
  /** The JSON, parsed: an array for events and acks, an object for CONNECT. Placeholders are left as they were sent. */
  readonly data?: unknown;
  /** How many binary packets must follow. */
  readonly attachments?: number;
}

/** One Engine.IO packet and the Socket.IO packet in it, if it carries one. */
export interface Packet {
  readonly eio: EioPacket;
  readonly sio?: SioPacket;
  /** Where it lies: the buffer and range that `dissect` gives this packet. */
  readonly buffer: number;
  readonly start: number;
  readonly end: number;
}

export interface HttpSummary {
  readonly kind: 'request' | 'response';
  /** Of the request: also on the response that answers it. */
  readonly method: string;
  readonly target: string;
  /** Of a response only. */
  readonly status?: number;
  readonly reason?: string;
  /** Lower-case names; a repeated header is joined by `, `. */
  readonly headers: Readonly<{ [name: string]: string }>;
  /** Decoded query of the target. */
  readonly query: Readonly<{ [name: string]: string }>;
  readonly bodyLength: number;
}

export interface WsSummary {
  readonly opcode: number;
  readonly fin: boolean;
  readonly masked: boolean;
  readonly payloadLength: number;
  readonly closeCode?: number;
  readonly closeReason?: string;
}

/**
 * One whole thing on the wire in one direction: an HTTP message, a WebSocket frame, or bytes that are neither.
 * Cheap: what entries need. The field tree is made from it by `dissect`.
 */
export interface Unit {
  readonly from: Role;
  /** Offset of the first byte in this direction of the connection. */
  readonly offset: number;
  readonly wire: Uint8Array;
  /** Outermost first, each name once: `['http', 'eio', 'sio']`. */
  readonly layers: readonly LayerName[];
  readonly http?: HttpSummary;
  readonly ws?: WsSummary;
  readonly packets: readonly Packet[];
  readonly issues: readonly Issue[];
  /** The Engine.IO query of the connection or request it rides on, where there is one. */
  readonly engine?: { readonly version: 3 | 4; readonly transport?: string; readonly sid?: string };
}
