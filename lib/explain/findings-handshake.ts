import { engineErrorOf } from '@/lib/session/engine-error';
import type { Timeline } from '@/lib/session/timeline';
import { type Exchange, exchanges, lastOf, type Rule, traces } from './finding';
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
          text: `${whoAsked(exchange)} used a session that had been opened in #${openedBy}${nodesText(timeline, exchange)} and was alive a moment before, and was told that no such session exists.`,
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
      // A client asks again and again; and a program that failed as it started has nobody at any path.
      const failed = new Set<number>();
      for (const { entry, event } of traces(timeline, 'exception'))
        if (entry.from === 'server' && event.phase === 'start') failed.add(entry.run);
      const told = new Set<string>();
      for (const exchange of exchanges(timeline)) {
        const { request, status } = exchange;
        const { http } = request.unit;
        if (status !== 404 || http?.query.EIO === undefined || failed.has(request.run)) continue;
        const path = pathOf(http.target);
        const about = `${request.run} ${request.from} ${path}`;
        if (told.has(about)) continue;
        told.add(about);
        yield {
          text: `${whoAsked(exchange)} looked for Engine.IO at ${path} and got 404: the request never reached it.${path.endsWith('/') ? '' : ' The path does not end with a slash.'}`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'accept-mismatch',
    level: 'error',
    title: 'The 101 does not fit the request',
    remedy:
      'Answer with base64(SHA-1(key + GUID)), the key as it was sent; or let a WebSocket library answer. If a library did, something on the way answered in its place: a cache, or a proxy.',
    *find(timeline) {
      for (const exchange of exchanges(timeline)) {
        const issue = exchange.response.unit.issues.find(({ code }) => code === 'ws-accept');
        if (!issue) continue;
        yield {
          text: `${whoAsked(exchange)} asked for a WebSocket and got a 101 whose Sec-WebSocket-Accept does not belong to the key of the request, so a client must end the connection. ${issue.message}.`,
          evidence: pair(exchange),
        };
      }
    },
  },
];

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? target;
}

interface UnknownSession {
  readonly exchange: Exchange;
  readonly openedBy: number;
  /** The server cannot have given it up for lack of heartbeats. */
  readonly isFresh: boolean;
  readonly isSameRun: boolean;
}

/** Where the capture knows the nodes: ` by node 1`, with the one that was asked. */
function nodesText(timeline: Timeline, { request }: Exchange): string {
  const opened = timeline.sessions.get(request.sid ?? '')?.node;
  const asked = timeline.index.conns.get(request.conn)?.node;
  return opened === undefined || asked === undefined ? '' : ` by node ${opened}, came to node ${asked}`;
}

/** Requests with the sid of a session that was opened in this capture, and not known to be closed. */
function* unknownSessions(timeline: Timeline): Generator<UnknownSession> {
  for (const exchange of refusals(timeline, 1)) {
    const { request, response } = exchange;
    const session = timeline.sessions.get(request.sid ?? '');
    if (!session) continue;
    // For all we know the answer itself is what closed it; a refused upgrade closes nothing.
    const isUpgrade = request.transport === 'websocket';
    if (session.closedBy !== response.n && !(isUpgrade && (session.closedBy ?? Infinity) > response.n))
      continue;
    const opening = timeline.entries.nth(session.openedBy);
    const handshake = opening?.kind === 'unit' ? opening.unit.packets[0]?.eio.handshake : undefined;
    const patience = 1000 * ((handshake?.pingInterval ?? 0) + (handshake?.pingTimeout ?? 0));
    const lastSeen =
      lastOf(
        timeline,
        session.sid,
        request.n,
        ({ from, unit }) => from === 'server' && (unit.http?.status ?? 0) < 400,
      )?.at ??
      opening?.at ??
      0;
    yield {
      exchange,
      openedBy: session.openedBy,
      isFresh: request.at - lastSeen < patience,
      isSameRun: session.run === response.run,
    };
  }
}

export function* refusals(timeline: Timeline, code: number): Generator<Exchange> {
  for (const exchange of exchanges(timeline)) {
    if (exchange.status >= 400 && engineErrorOf(exchange.response.unit)?.code === code) yield exchange;
  }
}

export function whoAsked({ request }: Exchange): string {
  return partyName(request.from);
}

export function pair({ request, response }: Exchange): number[] {
  return [request.n, response.n];
}
