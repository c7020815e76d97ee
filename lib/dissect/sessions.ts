import type { Role } from '@/lib/capture/record';
import { type ConnectionState, otherEnd, type SessionState } from './connection-state';
import type { EngineQuery, SessionMoment } from './layer';
import type { PacketSink } from './packets';
import { afterUnknown, CALM, PLAIN } from './session-moment';

/** Which session a unit belongs to, and where that stands. */

/** The moment before the unit, in its direction. `target`: of the request, for a session not seen before. */
export function momentOf(
  state: ConnectionState,
  engine: EngineQuery | undefined,
  target: string,
  from: Role,
): SessionMoment {
  const session = sessionOf(state, engine);
  if (session !== undefined) return sinceGaps(session, state.gaps)[from];
  const opened = openSession(engine, target, state.gaps);
  // Frames ask again and again.
  if (state.upgraded !== undefined && engine?.sid === undefined && state.sid === undefined)
    state.own = opened;
  return opened[from];
}

/** Keeps what the unit's packets have changed. */
export function rememberMoment(
  state: ConnectionState,
  engine: EngineQuery | undefined,
  target: string,
  sink: PacketSink,
): void {
  const opened = sink.from === 'server' ? sink.packets[0]?.eio.handshake?.sid : undefined;
  const session = sessionOf(state, engine) ?? openSession(engine, target, state.gaps);
  if (opened !== undefined && state.upgraded !== undefined) state.sid = opened;
  const sid = opened ?? engine?.sid ?? state.sid;
  if (sid !== undefined) {
    if (!state.sessions.has(sid)) state.sessions.set(sid, session);
  } else if (state.upgraded !== undefined) {
    state.own = session;
  }
  if (session[sink.from] === sink.moment) return;
  session[sink.from] = sink.moment;
  // A CONNECT in one direction shows what both of them speak.
  const other = otherEnd(sink.from);
  if (!sink.moment.plain && session[other].plain) session[other] = { ...session[other], plain: false };
}

function sessionOf(state: ConnectionState, engine: EngineQuery | undefined): SessionState | undefined {
  const sid = engine?.sid ?? state.sid;
  return sid === undefined ? state.own : state.sessions.get(sid);
}

/** What was lost may have been of any session. */
function sinceGaps(session: SessionState, gaps: number): SessionState {
  if (session.gaps < gaps) {
    session.client = afterUnknown(session.client);
    session.server = afterUnknown(session.server);
    session.gaps = gaps;
  }
  return session;
}

function openSession(engine: EngineQuery | undefined, target: string, gaps: number): SessionState {
  const first = isEnginePath(target) ? PLAIN : CALM;
  // Who names a session that was not seen to open began before the recording did.
  const start = engine?.sid === undefined ? first : afterUnknown(first);
  return { client: start, server: start, gaps };
}

/** Engine.IO's own default path: its messages are not Socket.IO. */
function isEnginePath(target: string): boolean {
  return /\/engine\.io\/?(\?|$)/.test(target);
}
