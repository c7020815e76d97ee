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
  /** Which of several nodes behind one address it was opened to, from 1; absent where there is one. */
  readonly node?: number;
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
  /** Which of several nodes of the server told it, from 1; absent where there is one. */
  readonly node?: number;
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
  /** Of a fault that waits for a packet: for which, in the words by which it is known from others of its kind. */
  readonly waitsFor?: string;
  /** The packet that it acted upon. */
  readonly packet?: FaultedPacket;
  /** One sentence: what was done to whom. */
  readonly detail: string;
}

/** What a packet on its way was, by the names of both protocols. */
export interface FaultedPacket {
  readonly from: Role;
  /** The Engine.IO packet's type, such as `ping`. */
  readonly eio: string;
  /** A ping or pong that asks whether the WebSocket works. */
  readonly isProbe?: boolean;
  /** The Socket.IO packet's type, such as `EVENT`. */
  readonly sio?: string;
  readonly event?: string;
  /** Of what the server sent: where the frame or HTTP message it was in begins, in the bytes from the server. */
  readonly offset?: number;
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

/** A message packet that came in: the session's `ordinal`th (from 0) in the direction towards the side that tells. */
export interface Received {
  readonly sid: string;
  readonly ordinal: number;
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
      /** The packet in whose handling the line ran, where that is known. */
      readonly because?: Received;
    }
  /**
   * The program listened to a packet that came in: told once for each of its functions that is called, before the
   * call. `place` is where that function was registered.
   */
  | {
      readonly kind: 'handler';
      readonly of: 'event' | 'ack';
      /** The event's name; of an `ack`, the name of the event that asked for it, where that is known. */
      readonly event: string;
      readonly nsp: string;
      readonly packet: Received;
      readonly place?: SourcePlace;
    }
  /** An event came in and nobody listened to it. */
  | { readonly kind: 'unheard'; readonly event: string; readonly nsp: string; readonly packet: Received }
  /**
   * An event was emitted and is not on the wire: it waits in the client's buffer, it was dropped, or there was
   * nobody to send it to. What is sent at once needs no such word: `sent` tells its line.
   */
  | {
      readonly kind: 'unsent';
      readonly fate: 'buffered' | 'dropped' | 'nobody';
      readonly event: string;
      readonly nsp: string;
      /** Of an emit of one socket: its session, where it has one. */
      readonly sid?: string;
      /** Of a broadcast: the rooms it was for; none for everybody. */
      readonly rooms?: readonly string[];
      readonly volatile?: boolean;
      readonly place?: SourcePlace;
    }
  /** Client side: the Manager waits before it tries again. `attempt` counts from 1. */
  | { readonly kind: 'retry'; readonly attempt: number; readonly delayMs: number }
  /** Client side: the browser kept a request back, for it opens at most six HTTP/1.1 connections to one origin. */
  | { readonly kind: 'queued'; readonly path: string; readonly ms: number }
  /** Client side: an event of the Manager, the Socket or the Engine, by the library's own name. */
  | {
      readonly kind: 'client';
      readonly source: 'manager' | 'socket' | 'engine';
      readonly event: string;
      readonly detail?: string;
      readonly nsp?: string;
    };
