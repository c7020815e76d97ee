import type { Micros } from '@/lib/base/micros';
import type { ClientName, ConnId, Role } from '@/lib/capture/record';
import { type ConnectionState, openConnection } from '@/lib/dissect/connection';
import type { Sessions } from '@/lib/dissect/connection-state';
import type { EntryNumber } from './entry';

/** One connection while it is followed. */
export interface Conn {
  readonly conn: ConnId;
  readonly client: ClientName;
  /** Which of several nodes of the server it was opened to, from 1. */
  readonly node?: number;
  /** What the dissectors hold of both directions: the bytes of units that are not whole yet. */
  state: ConnectionState;
  readonly arrivals: { client: Arrivals; server: Arrivals };
  /** Requests without an answer, oldest first: HTTP/1.1 answers in order (RFC 9112 §9.3). */
  readonly unanswered: EntryNumber[];
  /** Answers that came before the last byte of their request: a server need not read a body to refuse it. */
  readonly early: EntryNumber[];
  /** The session whose open packet, or whose upgrade request, this connection carried. */
  sid?: string;
  isWebSocket: boolean;
  isClosed: boolean;
}

/** When the bytes of one direction came, from the first byte that is not yet part of a unit. */
export interface Arrivals {
  /** Bytes so far; units count their offsets on the same scale. */
  total: number;
  readonly chunks: { readonly start: number; readonly at: Micros }[];
}

/** The name of a client whose connection opened in a stretch that was not recorded. */
export const UNSEEN_CLIENT: ClientName = 'client';

export function openConn(conn: ConnId, client: ClientName, sessions: Sessions, node?: number): Conn {
  return {
    conn,
    client,
    ...(node !== undefined && { node }),
    state: openConnection(sessions),
    arrivals: { client: newArrivals(), server: newArrivals() },
    unanswered: [],
    early: [],
    isWebSocket: false,
    isClosed: false,
  };
}

export function arrive(conn: Conn, from: Role, length: number, at: Micros): void {
  const arrivals = conn.arrivals[from];
  arrivals.chunks.push({ start: arrivals.total, at });
  arrivals.total += length;
}

/** When the byte at `offset` came; what came before it will not be asked for again. */
export function arrivedAt(conn: Conn, from: Role, offset: number, otherwise: Micros): Micros {
  const { chunks } = conn.arrivals[from];
  let next = chunks[1];
  while (next && next.start <= offset) {
    chunks.shift();
    next = chunks[1];
  }
  return chunks[0]?.at ?? otherwise;
}

/**
 * Bytes of this connection may be missing, so whatever was half received can no longer be completed.
 * A WebSocket stays one: the next bytes are taken for the beginning of a frame, because records seldom split one.
 */
export function forgetPartial(conn: Conn): void {
  const before = conn.state;
  const state = openConnection(before.sessions);
  if (before.upgraded) {
    state.client.phase = 'frame';
    state.server.phase = 'frame';
    state.upgraded = before.upgraded;
    state.hasUnknownExtension = before.hasUnknownExtension;
    if (before.deflate) state.deflate = before.deflate;
    if (before.sid !== undefined) state.sid = before.sid;
  }
  conn.state = state;
  conn.arrivals.client = newArrivals();
  conn.arrivals.server = newArrivals();
  conn.unanswered.length = 0;
  conn.early.length = 0;
}

function newArrivals(): Arrivals {
  return { total: 0, chunks: [] };
}
