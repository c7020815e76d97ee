import type { Micros } from '@/lib/base/micros';
import type { ClientName, ConnId, FaultRecord, Seq, TraceRecord } from '@/lib/capture/record';
import type { Unit } from '@/lib/dissect/layer';

/** One row of the timeline: numbered 1, 2, 3 … in the order in which they were whole. */
export type EntryNumber = number;

export type Party = 'server' | ClientName;

interface EntryBase {
  readonly n: EntryNumber;
  /** The record that completed it. */
  readonly seq: Seq;
  /** When its last byte was seen. */
  readonly at: Micros;
  /** Which run of the program it belongs to; 0 before the first. */
  readonly run: number;
  readonly from: Party;
  readonly to: Party;
}

/** An HTTP message or a WebSocket frame. */
export interface UnitEntry extends EntryBase {
  readonly kind: 'unit';
  readonly conn: ConnId;
  /** When its first byte was seen. */
  readonly since: Micros;
  readonly unit: Unit;
  /** Engine.IO session, as soon as it is known. */
  readonly sid?: string;
  readonly transport?: 'polling' | 'websocket';
}

/** A connection opened or closed. */
export interface ConnEntry extends EntryBase {
  readonly kind: 'open' | 'close';
  readonly conn: ConnId;
  /** Of an opened connection: which of several nodes of the server it leads to. */
  readonly node?: number;
  readonly by?: 'client' | 'server' | 'fault';
  readonly how?: 'fin' | 'rst';
}

/** Never on the wire: told by a program, or done to the wire. */
export interface TraceEntry extends EntryBase {
  readonly kind: 'trace';
  readonly record: TraceRecord;
}

export interface FaultEntry extends EntryBase {
  readonly kind: 'fault';
  readonly record: FaultRecord;
}

export interface GapEntry extends EntryBase {
  readonly kind: 'gap';
  readonly lost: number;
}

export type Entry = UnitEntry | ConnEntry | TraceEntry | FaultEntry | GapEntry;

/** Two entries that belong together, with the time between them. `packet` is the place in `unit.packets`. */
export interface Link {
  readonly kind:
    | 'response'
    | 'ack'
    | 'pong'
    | 'probe'
    | 'connect'
    | 'attachment'
    | 'fanout'
    /** From a packet that came in to one that was sent in its handling, where no other link says so already. */
    | 'because'
    /** From an emit that had to wait in the client's buffer to the packet it became. */
    | 'buffered';
  readonly a: EntryNumber;
  readonly b: EntryNumber;
  readonly packetA?: number;
  readonly packetB?: number;
  readonly took: Micros;
  /** `ack 0`, `response`, `pong` … */
  readonly label: string;
}

/** A stretch of time. `end` is absent while it lasts. */
export interface Span {
  readonly kind:
    | 'held-poll'
    | 'transport'
    | 'upgrade'
    | 'disconnected'
    /** The client's Manager waits before it tries again. */
    | 'retry'
    /** At least one emit waits in the client's buffer. */
    | 'buffered';
  readonly client: ClientName;
  readonly conn?: ConnId;
  readonly sid?: string;
  readonly run: number;
  /** Of `transport`: which. */
  readonly transport?: 'polling' | 'websocket';
  /** Of `retry`: which, from 1, and how long it means to wait. */
  readonly attempt?: number;
  readonly delayMs?: number;
  readonly start: Micros;
  readonly startEntry: EntryNumber;
  end?: Micros;
  endEntry?: EntryNumber;
}
