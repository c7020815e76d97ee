import type { Role } from '@/lib/capture/record';
import { type ConnectionState, otherEnd, type SessionState } from './connection-state';
import type { EngineQuery, SessionMoment } from './layer';
import type { PacketSink } from './packets';
import { CALM, PLAIN } from './session-moment';

/** Which session a unit belongs to, and where that stands. */

/** The moment before the unit, in its direction. `target`: of the request, for a session not seen before. */
export function momentOf(
  state: ConnectionState,
  engine: EngineQuery | undefined,
  target: string,
  from: Role,
): SessionMoment {
  const session = sessionOf(state, engine);
  if (session !== undefined) return session[from];
  const opened = openSession(target);
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
  const session = sessionOf(state, engine) ?? openSession(target);
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

function openSession(target: string): SessionState {
  const start = isEnginePath(target) ? PLAIN : CALM;
  return { client: start, server: start };
}

/** Engine.IO's own default path: its messages are not Socket.IO. */
function isEnginePath(target: string): boolean {
  return /\/engine\.io\/?(\?|$)/.test(target);
}
