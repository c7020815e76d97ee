import type { Micros } from '@/lib/base/micros';

/** What was recorded, never what it means. These types are the specification of the capture's records. */

/** 1, 2, 3 … in the order of recording, without holes: a `gap` stands in for what was dropped. */
export type Seq = number;
/** Numbers the connections of one capture: 1, 2, 3 … in the order in which they opened. */
export type ConnId = number;
/** Which end of a connection. */
export type Role = 'client' | 'server';
/** A member of the cast: `alice`, `bob` … Lower-case letters, digits and `-`. */
export type ClientName = string;

interface Recorded {
  readonly seq: Seq;
  /** Since the capture began, monotonic. */
  readonly at: Micros;
}

/** A connection was opened by a client to the server. */
export interface OpenRecord extends Recorded {
  readonly type: 'open';
  readonly conn: ConnId;
  readonly client: ClientName;
}

/** Bytes crossed the wire, as they were at the server's end of it. */
export interface BytesRecord extends Recorded {
  readonly type: 'bytes';
  readonly conn: ConnId;
  readonly from: Role;
  readonly bytes: Uint8Array;
}

export interface CloseRecord extends Recorded {
  readonly type: 'close';
  readonly conn: ConnId;
  /** Who went first; `fault` where the wire was cut. */
  readonly by: Role | 'fault';
  readonly how: 'fin' | 'rst';
}

/** A whole message, for imports that keep no bytes of the frames (a HAR, text frames). */
export interface MessageRecord extends Recorded {
  readonly type: 'message';
  readonly conn: ConnId;
  readonly from: Role;
  readonly form: 'http-request' | 'http-response' | 'ws-text' | 'ws-binary';
  readonly bytes: Uint8Array;
  /** Told by the import when it knows the message is not whole. */
  readonly cut?: boolean;
  /** Of WebSocket messages whose handshake is not recorded: they are packets of this Engine.IO protocol. */
  readonly engine?: 3 | 4;
}

/** What the program did, told by the program's side. */
export interface TraceRecord extends Recorded {
  readonly type: 'trace';
  readonly side: 'server' | ClientName;
  readonly event: TraceEvent;
}

/** A fault was set or cleared by somebody, or acted on the wire. */
export interface FaultRecord extends Recorded {
  readonly type: 'fault';
  readonly fault: string;
  readonly state: 'set' | 'cleared' | 'acted';
  readonly client?: ClientName;
  readonly conn?: ConnId;
  /** Of a fault that acted on one direction of the wire: which, as the client sees it. */
  readonly direction?: 'up' | 'down';
  /** One sentence: what was done to whom. */
  readonly detail: string;
}

/** Records `seq - lost + 1` to `seq` are not here. */
export interface GapRecord extends Recorded {
  readonly type: 'gap';
  readonly lost: number;
}

export type Record =
  | OpenRecord
  | BytesRecord
  | CloseRecord
  | MessageRecord
  | TraceRecord
  | FaultRecord
  | GapRecord;

/** A place in the program as the learner wrote it. Lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export type TraceEvent =
  /** `run` counts the programs of this lab: 1 for the first PUT. Everything after it belongs to that run. */
  | { readonly kind: 'program'; readonly state: 'started' | 'stopped'; readonly run: number }
  | {
      readonly kind: 'log';
      readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
      readonly text: string;
      readonly place?: SourcePlace;
    }
  | {
      readonly kind: 'exception';
      readonly phase: 'parse' | 'start' | 'turn' | 'rejection' | 'limit';
      readonly name: string;
      readonly message: string;
      readonly place?: SourcePlace;
      readonly stack?: string;
    }
  /** A Socket.IO socket on the server. `sid` is the Engine.IO session it rides on. */
  | {
      readonly kind: 'socket';
      readonly action: 'connection' | 'disconnect';
      readonly nsp: string;
      readonly socket: string;
      readonly sid: string;
      readonly reason?: string;
    }
  /** Rooms live in the adapter: joining sends no packet, so only a trace can tell. */
  | {
      readonly kind: 'room';
      readonly action: 'create' | 'join' | 'leave' | 'delete';
      readonly nsp: string;
      readonly room: string;
      readonly socket?: string;
      readonly place?: SourcePlace;
    }
  /** The line that caused the session's `ordinal`th message packet (from 0) in the direction away from this side. */
  | {
      readonly kind: 'sent';
      readonly sid: string;
      readonly ordinal: number;
      readonly place: SourcePlace;
    }
  /** Client side: an event of the Manager, the Socket or the Engine, by the library's own name. */
  | {
      readonly kind: 'client';
      readonly source: 'manager' | 'socket' | 'engine';
      readonly event: string;
      readonly detail?: string;
      readonly nsp?: string;
    };
