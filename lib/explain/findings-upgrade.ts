import { micros } from '@/lib/base/micros';
import { engineErrorOf } from '@/lib/session/engine-error';
import type { Span } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { exchanges, grouped, type Rule, unitAt } from './finding';
import { durationText, partyName } from './words';

/** What keeps a session from WebSocket. */
export const UPGRADE_RULES: readonly Rule[] = [
  {
    code: 'upgrade-stripped',
    level: 'error',
    title: 'Something takes the Upgrade header away',
    remedy:
      'Tell the proxy to pass WebSocket on. In nginx: proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade and proxy_set_header Connection "upgrade".',
    *find(timeline) {
      for (const { request, response, status } of exchanges(timeline)) {
        if (request.unit.http?.query.transport !== 'websocket' || status < 400) continue;
        if (request.unit.http.headers.upgrade !== undefined || engineErrorOf(response.unit)?.code !== 3)
          continue;
        yield {
          text: `${partyName(request.from)} asked for a WebSocket, but the request arrived as a plain GET. ${request.sid === undefined ? 'There is no connection.' : 'The session stays on polling.'}`,
          evidence: [request.n, response.n],
        };
      }
    },
  },
  {
    code: 'upgrade-refused',
    level: 'warn',
    title: 'WebSocket is refused',
    remedy:
      'Find who answers: an Engine.IO server says why, a proxy or firewall does not. Where WebSocket cannot be had, keep polling among the client’s transports.',
    *find(timeline) {
      for (const { request, response, status } of exchanges(timeline)) {
        if (request.unit.http?.headers.upgrade?.toLowerCase() !== 'websocket') continue;
        // Engine.IO's own refusals have rules of their own.
        if (status < 300 || status === 404 || engineErrorOf(response.unit)) continue;
        yield {
          text: `The upgrade of ${partyName(request.from)} was answered with ${status}. ${request.sid === undefined ? 'Without polling there is nothing else to try.' : 'The session stays on polling.'}`,
          evidence: [request.n, response.n],
        };
      }
    },
  },
  {
    code: 'probe-failed',
    level: 'warn',
    title: 'The WebSocket opened, but the session never moved',
    remedy:
      'Look for something on the way that lets the 101 pass and then keeps frames back, such as a virus scanner or an old proxy. The session goes on over polling.',
    *find(timeline) {
      for (const span of timeline.spans) {
        if (!isFailedUpgrade(timeline, span)) continue;
        const took = durationText(micros((span.end ?? 0) - span.start));
        yield {
          text: `${partyName(span.client)}'s second connection became a WebSocket and ended after ${took} without the upgrade packet.`,
          evidence: [span.startEntry, span.endEntry ?? span.startEntry],
        };
      }
    },
  },
  {
    code: 'never-upgraded',
    level: 'note',
    title: 'The session stays on polling although WebSocket is offered',
    remedy:
      'If that is not meant, look at the client’s options: transports: ["polling"] and upgrade: false both keep it there.',
    *find(timeline) {
      const spansBySid = new Map(
        grouped(timeline.spans, ({ sid }) => sid ?? '').map((all) => [all[0]?.sid, all]),
      );
      for (const session of timeline.sessions.values()) {
        const spans = spansBySid.get(session.sid) ?? [];
        const offered = unitAt(timeline, session.openedBy)?.unit.packets[0]?.eio.handshake?.upgrades;
        if (!offered?.includes('websocket')) continue;
        const polls = spans.filter(({ kind }) => kind === 'held-poll');
        const asked = spans.some(({ kind }) => kind === 'upgrade');
        if (asked || polls.length < MANY_POLLS) continue;
        yield {
          text: `${partyName(session.client)} polled ${polls.length} times and never asked for a WebSocket.`,
          evidence: [session.openedBy, ...polls.slice(0, MANY_POLLS).map(({ startEntry }) => startEntry)],
        };
      }
    },
  },
];

/** An upgrade begins right after the first answers; by then it would have been asked for. */
const MANY_POLLS = 5;

/** The 101 was there, and then the session was back on polling. */
function isFailedUpgrade(timeline: Timeline, span: Span): boolean {
  if (span.kind !== 'upgrade' || span.endEntry === undefined) return false;
  const session = timeline.sessions.get(span.sid ?? '');
  const end = timeline.entries.nth(span.endEntry);
  const isMoved = end?.kind === 'unit' && end.unit.packets.some(({ eio }) => eio.type === 'upgrade');
  const isRefused = end?.kind === 'unit' && end.unit.http !== undefined;
  // A client that leaves takes its upgrade with it.
  const isEnded = session?.closedBy === span.endEntry;
  return !isMoved && !isRefused && !isEnded;
}
