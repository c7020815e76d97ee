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
  /** Punctuation: it separates what is told and tells nothing itself, so a list of fields may leave it out. */
  readonly quiet?: boolean;
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
  /** An inner layer of the same buffer names these bytes: the field is shown, but is no leaf. */
  readonly inner?: LayerName;
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

/** What a response, and every frame after a 101, must know of the request it answers. */
export interface AskedRequest {
  readonly method: string;
  readonly target: string;
  readonly query: Readonly<{ [name: string]: string }>;
  readonly engine?: EngineQuery;
  /** `Sec-WebSocket-Key`, where it asked for a WebSocket. */
  readonly key?: string;
  /** Callback number of a JSONP poll: `j=`. */
  readonly jsonp?: string;
}

/** The Engine.IO query of a request. */
export interface EngineQuery {
  readonly version: 3 | 4;
  readonly transport?: string;
  readonly sid?: string;
}

/** Where a session stands before a unit, in the unit's direction. */
export interface SessionMoment {
  /** Its messages are not Socket.IO: plain Engine.IO. */
  readonly plain: boolean;
  /** Binary packets that a packet before this unit still waits for, and how many it announced. */
  readonly awaiting: number;
  readonly announced: number;
  /** Something of the direction is not here, and may have announced attachments or brought them: nobody is blamed for those. */
  readonly unsure: boolean;
  /** Namespaces whose CONNECT answer carried a `pid`: their events end with an offset. */
  readonly recovering: readonly string[];
}

/** `lost`: it refers to bytes of a message before it, of which only the beginning was kept. */
export type MessageProblem = InflateProblem | 'lost';

export type InflateProblem = 'broken' | 'cut' | 'too-long';

/** What the bytes of a unit alone do not tell. */
export interface UnitContext {
  readonly request?: AskedRequest;
  readonly moment?: SessionMoment;
  /** Of the frame that ends a message: the opcode of its first frame, and whether that had RSV1 set. */
  readonly opcode?: number;
  readonly deflated?: boolean;
  /** The message's payload from all its frames, unmasked; absent where it came in one frame. */
  readonly reassembled?: Uint8Array;
  /** What permessage-deflate made of the message, and why it made no more. */
  readonly inflated?: Uint8Array;
  readonly problem?: MessageProblem;
  /** Only the beginning of the message is here, though its receiver had all of it. */
  readonly partial?: true;
  /** Found while the stream was cut into units; ranges in `wire`. */
  readonly issues?: readonly Issue[];
  /** A whole message of an import, not cut from a stream. */
  readonly form?: 'http' | 'ws-text' | 'ws-binary';
  /** A piece of an event stream: in the chunks of its transfer, or bare. */
  readonly stream?: 'chunked' | 'bare';
}

/** One event of an event stream (Server-Sent Events), as a browser would dispatch it. */
export interface SseEvent {
  /** `message` unless the stream says otherwise. */
  readonly event: string;
  readonly data: string;
  readonly id?: string;
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
  /** Of an event stream: the head of its answer is a unit, and so is what it then sends, event by event. */
  readonly events?: readonly SseEvent[];
  readonly issues: readonly Issue[];
  /** The Engine.IO query of the connection or request it rides on, where there is one. */
  readonly engine?: EngineQuery;
  /** Bytes after `wire` that were counted but not kept, because the unit is too long. */
  readonly skipped?: number;
  /** The direction ended before the unit did. */
  readonly cut?: boolean;
  readonly context?: UnitContext;
}
