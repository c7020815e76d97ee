import type { Micros } from '@/lib/base/micros';
import type { ClientName, ConnId, Role } from '@/lib/capture/record';
import { type ConnectionState, openConnection } from '@/lib/dissect/connection';
import type { Sessions } from '@/lib/dissect/connection-state';
import type { EntryNumber } from './entry';
import { drain, openQueue, type Queue } from './queue';
import type { Timeline } from './timeline';

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
  readonly unanswered: Queue<EntryNumber>;
  /** Answers that came before the last byte of their request: a server need not read a body to refuse it. */
  readonly early: Queue<EntryNumber>;
  /** The session whose open packet, or whose upgrade request, this connection carried. */
  sid?: string;
  isWebSocket: boolean;
  isClosed: boolean;
  /** How many gaps it has been told of. */
  gaps: number;
}

/** When the bytes of one direction came, from the first byte that is not yet part of a unit. */
export interface Arrivals {
  /** Bytes so far; units count their offsets on the same scale. */
  total: number;
  readonly chunks: { start: number; at: Micros }[];
}

/** The name of a client whose connection opened in a stretch that was not recorded. */
const UNSEEN_CLIENT: ClientName = 'client';

interface Around {
  readonly dissecting: Sessions;
  readonly gaps: number;
}

export function openConn(
  conn: ConnId,
  client: ClientName,
  { dissecting, gaps }: Around,
  node?: number,
): Conn {
  return {
    conn,
    client,
    ...(node !== undefined && { node }),
    state: openConnection(dissecting, gaps),
    arrivals: { client: newArrivals(), server: newArrivals() },
    unanswered: openQueue(),
    early: openQueue(),
    isWebSocket: false,
    isClosed: false,
    gaps,
  };
}

/** The connection of this number, of which nothing may be known but the number. */
export function connOf({ index }: Timeline, id: ConnId): Conn {
  const { conns, gaps } = index;
  const known = conns.get(id);
  if (known) {
    // It is looked at again only now, so that a gap costs the same however many connections there are.
    if (known.gaps < gaps) forgetPartial(known, gaps);
    return known;
  }
  // Its `open` was lost in a gap.
  const conn = openConn(id, UNSEEN_CLIENT, index);
  conns.set(id, conn);
  return conn;
}

export function arrive(conn: Conn, from: Role, length: number, at: Micros): void {
  const arrivals = conn.arrivals[from];
  arrivals.chunks.push({ start: arrivals.total, at });
  arrivals.total += length;
}

/** The same of bytes that end what was not whole, and leave nothing: none of those before them is asked for again. */
export function arriveWhole(conn: Conn, from: Role, length: number, at: Micros): void {
  const arrivals = conn.arrivals[from];
  const { chunks, total } = arrivals;
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) {
    only.start = total;
    only.at = at;
  } else chunks.splice(0, chunks.length, { start: total, at });
  arrivals.total += length;
}

/** When the byte at `offset` came; what came before it will not be asked for again. */
export function arrivedAt(conn: Conn, from: Role, offset: number, otherwise: Micros): Micros {
  const { chunks } = conn.arrivals[from];
  let past = 0;
  for (let next = chunks[1]; next && next.start <= offset; next = chunks[past + 1]) past += 1;
  // All at once: a large message may have come in as many pieces as it has bytes.
  if (past > 0) chunks.splice(0, past);
  return chunks[0]?.at ?? otherwise;
}

/**
 * Bytes of this connection may be missing, so whatever was half received can no longer be completed.
 * A WebSocket stays one: the next bytes are taken for the beginning of a frame, because records seldom split one.
 */
function forgetPartial(conn: Conn, gaps: number): void {
  const before = conn.state;
  const state = openConnection(before.sessions, gaps);
  if (before.upgraded) {
    state.client.phase = 'frame';
    state.server.phase = 'frame';
    state.upgraded = before.upgraded;
    state.hasUnknownExtension = before.hasUnknownExtension;
    if (before.deflate) state.deflate = before.deflate;
    if (before.sid !== undefined) state.sid = before.sid;
    if (before.own) state.own = before.own;
  }
  conn.state = state;
  conn.arrivals.client = newArrivals();
  conn.arrivals.server = newArrivals();
  drain(conn.unanswered);
  drain(conn.early);
  conn.gaps = gaps;
}

function newArrivals(): Arrivals {
  return { total: 0, chunks: [] };
}
