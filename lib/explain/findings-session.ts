import { type Micros, micros } from '@/lib/base/micros';
import type { Session, Timeline } from '@/lib/session/timeline';
import { closingOf, exchanges, type Rule, unitAt, units } from './finding';
import { durationText, partyName } from './words';

/** What ends sessions that should have lived. */
export const SESSION_RULES: readonly Rule[] = [
  {
    code: 'ping-timeout',
    level: 'error',
    title: 'The client stopped answering',
    remedy:
      'If the client was blocked by long work, move that off its main thread. If big uploads stand in front of the pong, raise pingTimeout. If it lost its network, nothing is wrong.',
    *find(timeline) {
      for (const session of timeline.sessions.values()) {
        const asked = timeline.index.expected.get(`pong ${session.sid} server`);
        const closing = closingOf(timeline, session.closedBy);
        const { pingTimeout } = rulesOf(timeline, session);
        if (!asked || !closing || pingTimeout === undefined) continue;
        const waited = closing.at - asked.at;
        if (waited < pingTimeout * NEARLY) continue;
        yield {
          text: `${partyName(session.client)} left the ping of #${asked.n} without a pong for ${durationText(micros(waited))}, longer than the pingTimeout of ${durationText(pingTimeout)}, and the session was closed.`,
          evidence: [asked.n, closing.n],
        };
      }
    },
  },
  {
    code: 'server-silent',
    level: 'error',
    title: 'The server stopped asking',
    remedy:
      'Look for work that blocks the server’s event loop, such as a long loop or a synchronous call: no ping can leave while it lasts.',
    *find(timeline) {
      for (const session of timeline.sessions.values()) {
        const closing = closingOf(timeline, session.closedBy);
        const { pingInterval, pingTimeout } = rulesOf(timeline, session);
        if (
          !closing ||
          closing.from !== session.client ||
          pingInterval === undefined ||
          pingTimeout === undefined
        ) {
          continue;
        }
        const last = lastPing(timeline, session, closing.n);
        const silence = closing.at - last.at;
        if (silence < (pingInterval + pingTimeout) * NEARLY) continue;
        yield {
          text: `${partyName(session.client)} heard no ping for ${durationText(micros(silence))}, longer than pingInterval and pingTimeout together, and gave up.`,
          evidence: [last.n, closing.n],
        };
      }
    },
  },
  {
    code: 'too-large',
    level: 'error',
    title: 'A message was larger than the server accepts',
    remedy:
      'Raise maxHttpBufferSize on the server (1 MB unless told otherwise), or send the data in parts or by an ordinary upload. What was too large is not sent again.',
    *find(timeline) {
      for (const { request, response, status } of exchanges(timeline)) {
        if (status !== 413 || request.transport !== 'polling') continue;
        yield {
          text: `A POST of ${partyName(request.from)} was refused with 413.`,
          evidence: [request.n, response.n].sort((a, b) => a - b),
        };
      }
      for (const { n, from, to, unit } of units(timeline)) {
        if (unit.ws?.opcode !== 8 || unit.ws.closeCode !== 1009) continue;
        yield {
          text: `${partyName(from)} closed the WebSocket of ${partyName(to)} with 1009: a message was too big.`,
          evidence: [n],
        };
      }
    },
  },
  {
    code: 'idle-cut',
    level: 'warn',
    title: 'A quiet WebSocket was cut off',
    remedy:
      'Something between the ends closes connections that are quiet. Raise its time-out (proxy_read_timeout in nginx) above pingInterval, or lower pingInterval.',
    *find(timeline) {
      for (const session of timeline.sessions.values()) {
        const closing = closingOf(timeline, session.closedBy);
        // A fault of the wire says itself what it is; a close frame is a goodbye.
        if (closing?.kind !== 'close' || closing.by === 'fault') continue;
        if (!timeline.index.conns.get(closing.conn)?.isWebSocket) continue;
        const { pingInterval } = rulesOf(timeline, session);
        const last = lastOn(timeline, closing.conn, closing.n);
        if (!last || pingInterval === undefined) continue;
        const quiet = closing.at - last.at;
        if (quiet < QUIET || quiet > pingInterval) continue;
        yield {
          text: `The WebSocket of ${partyName(session.client)} ended without a close frame after ${durationText(micros(quiet))} of silence, before the next ping was due.`,
          evidence: [last.n, closing.n],
        };
      }
    },
  },
  {
    code: 'reconnect-storm',
    level: 'warn',
    title: 'A client connects again and again',
    remedy:
      'Find what ends each session right after it begins: see the other findings. Until then, a larger reconnectionDelay keeps the load down.',
    *find(timeline) {
      for (const { client, openings } of openingsByClient(timeline)) {
        for (let i = 0; i + STORM <= openings.length; i++) {
          const storm = openings.slice(i, i + STORM);
          const took = (storm.at(-1)?.at ?? 0) - (storm[0]?.at ?? 0);
          if (took > STORM_WITHIN) continue;
          yield {
            text: `${partyName(client)} opened ${STORM} sessions within ${durationText(micros(took))}.`,
            evidence: storm.map(({ n }) => n),
          };
          break;
        }
      }
    },
  },
  {
    code: 'never-joined',
    level: 'warn',
    title: 'A session was opened and nobody joined a namespace',
    remedy:
      'The client must send CONNECT, also for the main namespace. Socket.IO’s own clients do; a hand-written one has to say 40.',
    *find(timeline) {
      for (const session of timeline.sessions.values()) {
        const closing = closingOf(timeline, session.closedBy);
        const opening = unitAt(timeline, session.openedBy);
        if (!closing || !opening || closing.at - opening.at < CONNECT_TIMEOUT * NEARLY) continue;
        if (hasConnect(timeline, session)) continue;
        yield {
          text: `${partyName(session.client)} had a session for ${durationText(micros(closing.at - opening.at))} and sent no CONNECT, so the server closed it.`,
          evidence: [opening.n, closing.n],
        };
      }
    },
  },
];

/** Two clocks and a network lie between the rule and the moment it is seen. */
const NEARLY = 0.95;
const QUIET = 5_000_000;
const STORM = 5;
const STORM_WITHIN = 10_000_000;
/** 45 s unless the server is told otherwise. */
const CONNECT_TIMEOUT = 45_000_000;

/** The heartbeat of a session, in microseconds. */
function rulesOf(
  timeline: Timeline,
  { openedBy, sid }: Session,
): { pingInterval?: Micros; pingTimeout?: Micros } {
  const packets = unitAt(timeline, openedBy)?.unit.packets ?? [];
  const handshake = packets.find(({ eio }) => eio.handshake?.sid === sid)?.eio.handshake;
  if (handshake?.pingInterval === undefined || handshake.pingTimeout === undefined) return {};
  return {
    pingInterval: micros(handshake.pingInterval * 1000),
    pingTimeout: micros(handshake.pingTimeout * 1000),
  };
}

/** The last sign of the server's heartbeat: a ping, or the opening itself. */
function lastPing(timeline: Timeline, { sid, openedBy }: Session, before: number): { n: number; at: number } {
  for (let n = before - 1; n > openedBy; n--) {
    const entry = unitAt(timeline, n);
    if (entry?.sid !== sid || entry.from !== 'server') continue;
    if (entry.unit.packets.some(({ eio }) => eio.type === 'ping')) return entry;
  }
  return { n: openedBy, at: timeline.entries[openedBy - 1]?.at ?? 0 };
}

function lastOn(timeline: Timeline, conn: number, before: number): { n: number; at: number } | undefined {
  for (let n = before - 1; n > 0; n--) {
    const entry = unitAt(timeline, n);
    if (entry?.conn === conn) return entry;
  }
  return undefined;
}

interface Openings {
  readonly client: string;
  readonly openings: { readonly n: number; readonly at: number }[];
}

/** The sessions of each client in each run: somebody who starts the program again and again makes no storm. */
function openingsByClient(timeline: Timeline): Iterable<Openings> {
  const found = new Map<string, Openings>();
  for (const { client, run, openedBy } of timeline.sessions.values()) {
    const opening = unitAt(timeline, openedBy);
    if (!opening) continue;
    const key = `${run} ${client}`;
    const known = found.get(key) ?? { client, openings: [] };
    known.openings.push(opening);
    found.set(key, known);
  }
  return found.values();
}

function hasConnect(timeline: Timeline, { sid }: Session): boolean {
  for (const entry of units(timeline)) {
    if (entry.sid === sid && entry.unit.packets.some(({ sio }) => sio?.type === 'CONNECT')) return true;
  }
  return false;
}
