import type { ClientName } from '@/lib/capture/record';
import type { Packet } from '@/lib/dissect/layer';
import { noteClient } from './clients';
import type { Conn } from './conns';
import { engineErrorOf } from './engine-error';
import type { ConnEntry, Entry, UnitEntry } from './entry';
import { noteBeats } from './heartbeat';
import { loseRequests } from './responses';
import { beginSpan, endSpan } from './spans';
import { FIRST_STATE, nextState, type SessionEvent, transportIn } from './state';
import type { Session, SocketChange, Timeline } from './timeline';

/** Moves the session an entry belongs to, by what the entry says. */
export function followSession(timeline: Timeline, conn: Conn, entry: UnitEntry): void {
  const { unit, sid } = entry;
  if (sid === undefined) return;
  const session = timeline.sessions.get(sid) ?? meetSession(timeline, conn, entry, sid);
  if (!session) return;

  if (unit.http && entry.transport === 'websocket') followUpgrade(timeline, conn, session, entry);
  // A refused upgrade leaves the session where it is.
  if (unit.http?.status === 400 && entry.transport === 'polling' && engineErrorOf(unit)?.code === UNKNOWN_SID)
    move(timeline, session, 'ended', entry);
  for (const packet of unit.packets) followPacket(timeline, conn, session, packet, entry);
  noteBeats(timeline, entry);
  if (unit.ws?.opcode === CLOSE_FRAME) loseWebSocket(timeline, conn, session, entry);
}

const CLOSE_FRAME = 8;
const UNKNOWN_SID = 1;

/** The connection is gone, and with it whatever could only go on over it. */
export function loseConnection(timeline: Timeline, conn: Conn, entry: ConnEntry): void {
  conn.isClosed = true;
  for (const request of loseRequests(timeline, conn, entry)) {
    const asked = timeline.entries.nth(request);
    if (asked?.kind !== 'unit' || asked.transport !== 'polling' || asked.sid === undefined) continue;
    const session = timeline.sessions.get(asked.sid);
    // Engine.IO gives the session up on either end when a request is lost before its answer.
    if (session && transportIn(session.state) === 'polling') move(timeline, session, 'ended', entry);
  }
  const session = conn.sid === undefined ? undefined : timeline.sessions.get(conn.sid);
  if (session) loseWebSocket(timeline, conn, session, entry);
}

export function endSession(timeline: Timeline, sid: string, entry: Entry): void {
  const session = timeline.sessions.get(sid);
  if (session) move(timeline, session, 'ended', entry);
}

/** A session is met in its open packet; one that began before the capture, in the first answer that carries its sid. */
function meetSession(timeline: Timeline, conn: Conn, entry: UnitEntry, sid: string): Session | undefined {
  const { unit, transport } = entry;
  const isAnswered = unit.from === 'server' && (unit.http === undefined || unit.http.status === 200);
  if (!isAnswered || !transport) return undefined;
  const session: Session = {
    sid,
    client: conn.client,
    run: entry.run,
    state: FIRST_STATE[transport],
    sockets: new Map(),
    socketChanges: new Map(),
    openedBy: entry.n,
  };
  if (transport === 'websocket') session.websocket = conn.conn;
  if (conn.node !== undefined) session.node = conn.node;
  timeline.sessions.set(sid, session);
  const { live } = timeline.index;
  const sids = live.get(conn.client);
  if (sids) sids.push(sid);
  else live.set(conn.client, [sid]);
  endSpan(timeline, `disconnected ${conn.client}`, entry);
  beginSpan(
    timeline,
    `transport ${sid}`,
    { kind: 'transport', client: conn.client, conn: conn.conn, sid, transport },
    entry,
  );
  noteClient(timeline, conn.client, entry.n);
  return session;
}

function followUpgrade(timeline: Timeline, conn: Conn, session: Session, entry: UnitEntry): void {
  const { http } = entry.unit;
  if (http?.kind === 'request') {
    conn.sid = session.sid;
    if (session.state !== 'polling') return;
    session.websocket = conn.conn;
    move(timeline, session, 'websocket asked for', entry);
  } else if (http?.status !== 101) {
    loseWebSocket(timeline, conn, session, entry);
  }
}

function followPacket(
  timeline: Timeline,
  conn: Conn,
  session: Session,
  { eio, sio }: Packet,
  entry: UnitEntry,
): void {
  const { from } = entry.unit;
  const isOnWebSocket = session.websocket === conn.conn;
  if (eio.type === 'pong' && eio.data === 'probe' && isOnWebSocket)
    move(timeline, session, 'probe answered', entry);
  if (eio.type === 'upgrade' && from === 'client' && isOnWebSocket)
    move(timeline, session, 'upgrade packet', entry);
  // Over WebSocket the reference server ignores a close packet; the close frame counts there.
  if (eio.type === 'close' && entry.transport === 'polling') move(timeline, session, 'ended', entry);

  if (sio?.type === 'CONNECT' && from === 'server') {
    const id = socketIdOf(sio.data) ?? impliedSocketId(session.sid, sio.nsp);
    session.sockets.set(sio.nsp, id);
    noteSocket(session, sio.nsp, { n: entry.n, id });
    timeline.index.sidOfSocket.set(id, session.sid);
    noteClient(timeline, session.client, entry.n);
  }
  if (sio?.type === 'DISCONNECT' && session.sockets.delete(sio.nsp)) {
    noteSocket(session, sio.nsp, { n: entry.n, id: undefined });
    noteClient(timeline, session.client, entry.n);
  }
}

function loseWebSocket(timeline: Timeline, conn: Conn, session: Session, entry: Entry): void {
  if (session.websocket !== conn.conn) return;
  delete session.websocket;
  move(timeline, session, 'websocket lost', entry);
}

function move(timeline: Timeline, session: Session, event: SessionEvent, entry: Entry): void {
  const before = session.state;
  const after = nextState(before, event);
  if (before === after) return;
  session.state = after;
  const { sid, client, websocket } = session;
  const about = { client, sid, ...(websocket !== undefined && { conn: websocket }) };

  if (after === 'probing') beginSpan(timeline, `upgrade ${sid}`, { ...about, kind: 'upgrade' }, entry);
  if (after !== 'probing' && after !== 'upgrading') endSpan(timeline, `upgrade ${sid}`, entry);

  const transport = transportIn(after);
  if (transport !== transportIn(before)) {
    endSpan(timeline, `transport ${sid}`, entry);
    if (transport) beginSpan(timeline, `transport ${sid}`, { ...about, kind: 'transport', transport }, entry);
  }
  if (after === 'closed') {
    session.closedBy = entry.n;
    for (const nsp of session.sockets.keys()) noteSocket(session, nsp, { n: entry.n, id: undefined });
    session.sockets.clear();
    if (!newestLive(timeline, client))
      beginSpan(timeline, `disconnected ${client}`, { kind: 'disconnected', client }, entry);
  }
  noteClient(timeline, client, entry.n);
}

/** Sessions that ended behind the newest stay until it goes, so that an end costs the same however many live. */
function newestLive({ sessions, index: { live } }: Timeline, client: ClientName): boolean {
  const sids = live.get(client) ?? [];
  while (sessions.get(sids.at(-1) ?? '')?.state === 'closed') sids.pop();
  return sids.length > 0;
}

function noteSocket({ socketChanges }: Session, nsp: string, change: SocketChange): void {
  const known = socketChanges.get(nsp);
  if (known) known.push(change);
  else socketChanges.set(nsp, [change]);
}

function socketIdOf(data: unknown): string | undefined {
  return typeof data === 'object' && data !== null && 'sid' in data && typeof data.sid === 'string'
    ? data.sid
    : undefined;
}

/** Before protocol 5 the CONNECT answer names no id: it is made of the namespace and the session's. */
function impliedSocketId(sid: string, nsp: string): string {
  return nsp === '/' ? sid : `${nsp}#${sid}`;
}
