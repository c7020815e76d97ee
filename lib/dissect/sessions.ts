import type { Role } from '@/lib/capture/record';
import type { ConnectionState, SessionState } from './connection-state';
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
  return isEnginePath(target) ? PLAIN : CALM;
}

/** Keeps what the unit's packets have changed. */
export function rememberMoment(
  state: ConnectionState,
  engine: EngineQuery | undefined,
  target: string,
  sink: PacketSink,
): void {
  const opened = sink.from === 'server' ? sink.packets[0]?.eio.handshake?.sid : undefined;
  const sid = opened ?? engine?.sid ?? state.sid;
  if (opened !== undefined && state.upgraded !== undefined) state.sid = opened;
  const before = sessionOf(state, engine);
  if (sid === undefined) return;
  const known = state.sessions[sid] ?? before;
  if (known === undefined) {
    const start = isEnginePath(target) ? PLAIN : CALM;
    state.sessions[sid] = { client: start, server: start, [sink.from]: sink.moment };
  } else if (known[sink.from] !== sink.moment) {
    // A CONNECT in one direction shows what both of them speak.
    const other = sink.from === 'client' ? 'server' : 'client';
    if (!sink.moment.plain && known[other].plain) known[other] = { ...known[other], plain: false };
    known[sink.from] = sink.moment;
  }
}

function sessionOf(state: ConnectionState, engine: EngineQuery | undefined): SessionState | undefined {
  const sid = engine?.sid ?? state.sid;
  return sid === undefined ? undefined : state.sessions[sid];
}

/** Engine.IO's own default path: its messages are not Socket.IO. */
function isEnginePath(target: string): boolean {
  return /\/engine\.io\/?(\?|$)/.test(target);
}
