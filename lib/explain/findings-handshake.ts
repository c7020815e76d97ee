import { engineErrorOf } from '@/lib/session/engine-error';
import type { Timeline } from '@/lib/session/timeline';
import { type Exchange, exchanges, type Rule } from './finding';
import { partyName } from './words';

/** What goes wrong before there is a session, or because there is none any more. */
export const HANDSHAKE_RULES: readonly Rule[] = [
  {
    code: 'not-sticky',
    level: 'error',
    title: 'Requests of one session reach different servers',
    remedy:
      'Make the load balancer sticky, by a cookie or by address, so that all requests of a session reach the server that opened it. Or use WebSocket only: one connection cannot be spread.',
    *find(timeline) {
      for (const { exchange, openedBy, isFresh, isSameRun } of unknownSessions(timeline)) {
        if (!isFresh || !isSameRun) continue;
        yield {
          text: `${whoAsked(exchange)} used a session that had been opened in #${openedBy} and was alive a moment before, and was told that no such session exists.`,
          evidence: [openedBy, exchange.request.n, exchange.response.n],
        };
      }
    },
  },
  {
    code: 'session-expired',
    level: 'warn',
    title: 'The session was given up while its client was away',
    remedy:
      'Nothing, if the client had lost its network or slept: it opens a new session by itself. If it happens while somebody is using the page, raise pingTimeout.',
    *find(timeline) {
      for (const { exchange, openedBy, isFresh, isSameRun } of unknownSessions(timeline)) {
        if (isFresh || !isSameRun) continue;
        yield {
          text: `${whoAsked(exchange)} came back to the session of #${openedBy} after more than pingInterval and pingTimeout together, and it was gone.`,
          evidence: [openedBy, exchange.request.n, exchange.response.n],
        };
      }
    },
  },
  {
    code: 'version-mismatch',
    level: 'error',
    title: 'The two ends speak different versions',
    remedy:
      'Update the client to Socket.IO 3 or later. Where that takes time, the server lets old clients in with allowEIO3: true.',
    *find(timeline) {
      for (const exchange of refusals(timeline, 5)) {
        const version = exchange.request.unit.http?.query.EIO;
        yield {
          text: `${whoAsked(exchange)} ${version === undefined ? 'names no protocol version, which means 3' : `speaks Engine.IO ${version}`}; the server only 4.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'transport-unknown',
    level: 'error',
    title: 'The server does not offer this transport',
    remedy:
      'Give both ends the same transports list. A plain WebSocket client cannot speak to Socket.IO at all: it needs a Socket.IO client.',
    *find(timeline) {
      for (const exchange of refusals(timeline, 0)) {
        const transport = exchange.request.unit.http?.query.transport;
        yield {
          text: `${whoAsked(exchange)} ${transport === undefined ? 'named no transport' : `asked for ${transport}`}, which the server does not have.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'preflight-refused',
    level: 'error',
    title: 'The browser asked for permission and got none',
    remedy: 'Set the cors option of the server: without it, Engine.IO takes a preflight for a bad handshake.',
    *find(timeline) {
      for (const exchange of refusals(timeline, 2)) {
        if (exchange.request.unit.http?.method !== 'OPTIONS') continue;
        yield {
          text: `A preflight of ${whoAsked(exchange)} was refused, so the request it asked for is never sent.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'handshake-forbidden',
    level: 'warn',
    title: 'The server refused the handshake',
    remedy:
      'Look at allowRequest on the server: it saw the headers, the cookies and the query, and said no. It cannot see auth, which comes later.',
    *find(timeline) {
      for (const exchange of refusals(timeline, 4)) {
        yield {
          text: `${whoAsked(exchange)} was refused: “${engineErrorOf(exchange.response.unit)?.message ?? ''}”.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'wrong-path',
    level: 'error',
    title: 'Nobody answers at this path',
    remedy:
      'Use the same path option on both ends. It ends with a slash, unless addTrailingSlash is false on both.',
    *find(timeline) {
      for (const exchange of exchanges(timeline)) {
        const { http } = exchange.request.unit;
        if (exchange.status !== 404 || http?.query.EIO === undefined) continue;
        yield {
          text: `${whoAsked(exchange)} looked for Engine.IO at ${http.target.split('?', 1)[0]} and got 404: the request never reached it.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'cors-missing',
    level: 'error',
    title: 'The browser may not read the answer',
    remedy:
      'Set cors.origin on the server to the origin of the page. The option is called origin, without an s.',
    *find(timeline) {
      const told = new Set<string>();
      for (const exchange of exchanges(timeline)) {
        const origin = foreignOrigin(exchange);
        const allowed = exchange.response.unit.http?.headers['access-control-allow-origin'];
        if (origin === undefined || exchange.status >= 400 || allowed === '*' || allowed === origin) continue;
        const about = `${exchange.request.from} ${origin}`;
        if (told.has(about)) continue;
        told.add(about);
        yield {
          text: `The page of ${origin} asked, the server answered, and the browser throws the answer away: it ${allowed === undefined ? 'names no origin that may read it' : `may be read by ${allowed} only`}. On the server a session was opened all the same.`,
          evidence: pair(exchange),
        };
      }
    },
  },
];

interface UnknownSession {
  readonly exchange: Exchange;
  readonly openedBy: number;
  /** The server cannot have given it up for lack of heartbeats. */
  readonly isFresh: boolean;
  readonly isSameRun: boolean;
}

/** Requests with the sid of a session that was opened in this capture, and not known to be closed. */
function* unknownSessions(timeline: Timeline): Generator<UnknownSession> {
  for (const exchange of refusals(timeline, 1)) {
    const { request, response } = exchange;
    const session = timeline.sessions.get(request.sid ?? '');
    // The answer itself is what closed it, for all we know.
    if (session?.closedBy !== response.n) continue;
    const opening = timeline.entries[session.openedBy - 1];
    const handshake = opening?.kind === 'unit' ? opening.unit.packets[0]?.eio.handshake : undefined;
    const patience = 1000 * ((handshake?.pingInterval ?? 0) + (handshake?.pingTimeout ?? 0));
    const lastSeen = lastAnswered(timeline, session.sid, request.n) ?? opening?.at ?? 0;
    yield {
      exchange,
      openedBy: session.openedBy,
      isFresh: request.at - lastSeen < patience,
      isSameRun: session.run === response.run,
    };
  }
}

/** When the session last had an answer that was not an error. */
function lastAnswered(timeline: Timeline, sid: string, before: number): number | undefined {
  for (let n = before - 1; n > 0; n--) {
    const entry = timeline.entries[n - 1];
    if (entry?.kind !== 'unit' || entry.sid !== sid || entry.from !== 'server') continue;
    if ((entry.unit.http?.status ?? 0) < 400) return entry.at;
  }
  return undefined;
}

function* refusals(timeline: Timeline, code: number): Generator<Exchange> {
  for (const exchange of exchanges(timeline)) {
    if (exchange.status >= 400 && engineErrorOf(exchange.response.unit)?.code === code) yield exchange;
  }
}

/** The origin of a page that is not the server's own. CORS does not bind WebSockets. */
function foreignOrigin({ request }: Exchange): string | undefined {
  const { headers } = request.unit.http ?? {};
  const origin = headers?.origin;
  if (origin === undefined || request.transport !== 'polling') return undefined;
  return origin.replace(/^\w+:\/\//, '') === headers?.host ? undefined : origin;
}

function whoAsked({ request }: Exchange): string {
  return partyName(request.from);
}

function pair({ request, response }: Exchange): number[] {
  return [request.n, response.n];
}
