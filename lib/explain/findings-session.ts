import { type Micros, micros } from '@/lib/base/micros';
import type { Entry, Link, UnitEntry } from '@/lib/session/entry';
import type { Session, Timeline } from '@/lib/session/timeline';
import { closingOf, exchanges, grouped, lastOf, type Rule, unitAt, unitsOf, unusualUnits } from './finding';
import { durationText, partyName, sizeText } from './words';

/** What ends sessions that should have lived. */
export const SESSION_RULES: readonly Rule[] = [
  {
    code: 'ping-timeout',
    level: 'error',
    title: 'The client stopped answering',
    remedy:
      'If the client was blocked by long work, move that off its main thread. If its tab slept in the background or it lost its network, nothing is wrong: it comes back. Otherwise raise pingTimeout.',
    *find(timeline) {
      for (const session of timeline.sessions.values()) {
        const asked = timeline.index.expected.get(`pong ${session.sid} server`);
        const closing = closingOf(timeline, session.closedBy);
        const { pingTimeout } = rulesOf(timeline, session);
        if (!asked || !closing || pingTimeout === undefined) continue;
        const waited = closing.at - asked.at;
        if (waited < pingTimeout * NEARLY || uploadBefore(timeline, session, closing, pingTimeout)) continue;
        yield {
          text: `${partyName(session.client)} left the ping of #${asked.n} without a pong for ${durationText(micros(waited))}; pingTimeout is ${durationText(pingTimeout)}, and the session was closed.`,
          evidence: [asked.n, closing.n],
        };
      }
    },
  },
  {
    code: 'pong-behind-upload',
    level: 'error',
    title: 'A long upload kept the pong back',
    remedy:
      'Raise pingTimeout above the time the largest message takes on a slow line, or send it in parts: a pong can only leave between two messages.',
    *find(timeline) {
      for (const session of timeline.sessions.values()) {
        const asked = timeline.index.expected.get(`pong ${session.sid} server`);
        const closing = closingOf(timeline, session.closedBy);
        const { pingTimeout } = rulesOf(timeline, session);
        if (!asked || !closing || pingTimeout === undefined) continue;
        if (closing.at - asked.at < pingTimeout * NEARLY) continue;
        const upload = uploadBefore(timeline, session, closing, pingTimeout);
        if (!upload) continue;
        yield {
          text: `${partyName(session.client)} was still sending #${upload.n}, ${sizeText(upload.unit.wire.length)} in ${durationText(micros(upload.at - upload.since))}, while the server waited for the pong to #${asked.n}.`,
          evidence: [asked.n, upload.n, closing.n].sort((a, b) => a - b),
        };
      }
    },
  },
  {
    code: 'pong-slow',
    level: 'warn',
    title: 'The pong came late',
    remedy:
      'Nothing is broken yet. Find what keeps the client or the line busy, or raise pingTimeout: a little more of this, and the session is closed.',
    *find(timeline) {
      for (const { client, links, pingTimeout } of slowPongs(timeline)) {
        const slowest = links.reduce((one, other) => (other.took > one.took ? other : one));
        yield {
          text: `${partyName(client)} needed ${durationText(slowest.took)} for the pong of #${slowest.b}, of the ${durationText(pingTimeout)} that pingTimeout allows.`,
          evidence: [slowest.a, slowest.b],
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
      for (const { n, from, to, unit } of unusualUnits(timeline)) {
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
        const last = lastOf(timeline, session.sid, closing.n, ({ conn }) => conn === closing.conn);
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

/** The message of the client that was on its way for most of the time in which the server waited. */
function uploadBefore(
  timeline: Timeline,
  { sid }: Session,
  closing: Entry,
  pingTimeout: Micros,
): UnitEntry | undefined {
  return unitsOf(timeline, sid).findLast(
    ({ n, from, since, at }) =>
      from !== 'server' &&
      n <= closing.n + 1 &&
      at - since > pingTimeout / 2 &&
      closing.at - at < pingTimeout / 2,
  );
}

interface SlowPongs {
  readonly client: string;
  readonly pingTimeout: Micros;
  readonly links: readonly Link[];
}

/** The pongs of each session that took more than half of what is allowed. */
function* slowPongs(timeline: Timeline): Generator<SlowPongs> {
  const pongs = [...timeline.links.ofKinds(['pong'])];
  for (const links of grouped(pongs, ({ a }) => unitAt(timeline, a)?.sid ?? '')) {
    const session = timeline.sessions.get(unitAt(timeline, links[0]?.a ?? 0)?.sid ?? '');
    const { pingTimeout } = session ? rulesOf(timeline, session) : {};
    if (!session || pingTimeout === undefined) continue;
    const slow = links.filter(({ took }) => took > pingTimeout / 2);
    if (slow.length > 0) yield { client: session.client, pingTimeout, links: slow };
  }
}

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
  const ping = lastOf(
    timeline,
    sid,
    before,
    ({ from, unit }) => from === 'server' && unit.packets.some(({ eio }) => eio.type === 'ping'),
  );
  return ping ?? { n: openedBy, at: timeline.entries.nth(openedBy)?.at ?? 0 };
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
  return unitsOf(timeline, sid).some(({ unit }) => unit.packets.some(({ sio }) => sio?.type === 'CONNECT'));
}
