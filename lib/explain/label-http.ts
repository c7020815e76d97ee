import { engineErrorOf } from '@/lib/session/engine-error';
import type { UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import type { LabelPart } from './label';
import { opensStream } from './label-sse';
import { ellipsis, shortId, sizeText } from './words';

/** An HTTP message that carries no packets. */
export function httpLabel(entry: UnitEntry, timeline: Timeline): LabelPart[] {
  return entry.unit.http?.kind === 'request' ? requestLabel(entry, timeline) : responseLabel(entry, timeline);
}

function requestLabel(entry: UnitEntry, timeline: Timeline): LabelPart[] {
  const { http, engine } = entry.unit;
  if (!http) return [];
  if (http.headers.upgrade?.toLowerCase() === 'websocket') {
    return [
      { text: http.method, tone: 'http' },
      { text: 'Upgrade: websocket', tone: 'ws' },
      { text: engine?.sid === undefined ? shortTarget(http.target) : roadTold(entry, timeline), tone: 'dim' },
    ];
  }
  // The targets of polls are alike: what tells one from the other is how it ended.
  if (entry.transport === 'polling' && entry.sid !== undefined && http.method === 'GET') {
    const answer = linksOf(timeline, entry.n).find(({ kind, a }) => kind === 'response' && a === entry.n);
    return [
      { text: http.method, tone: 'http' },
      { text: answer ? `waits until #${answer.b}` : 'waits for news', tone: 'ink' },
      { text: `sid=${shortId(entry.sid)}`, tone: 'dim' },
    ];
  }
  return [
    { text: http.method, tone: 'http' },
    { text: shortTarget(http.target), tone: 'dim' },
    ...(http.bodyLength > 0 ? [{ text: sizeText(http.bodyLength), tone: 'dim' } as const] : []),
  ];
}

function responseLabel(entry: UnitEntry, timeline: Timeline): LabelPart[] {
  const { http } = entry.unit;
  if (!http) return [];
  const { status = 0 } = http;
  if (status === 101) {
    return [
      { text: 'WS 101', tone: 'ws' },
      {
        text: entry.unit.engine?.sid === undefined ? 'from here on: frames' : roadTold(entry, timeline),
        tone: 'dim',
      },
    ];
  }
  const error = engineErrorOf(entry.unit);
  if (error) {
    return [
      { text: `${status} code ${error.code}`, tone: 'error' },
      { text: `“${error.message}”`, tone: 'ink' },
    ];
  }
  if (status >= 400) {
    return [
      { text: `${status} ${http.reason ?? ''}`.trim(), tone: 'error' },
      ...(entry.transport === 'websocket' ? [{ text: 'the upgrade is refused', tone: 'ink' } as const] : []),
    ];
  }
  if (opensStream(entry)) {
    return [
      { text: String(status), tone: 'http' },
      { text: 'event stream', tone: 'sse' },
      { text: sizeText(http.bodyLength), tone: 'dim' },
    ];
  }
  // Engine.IO answers every POST it took with the two letters `ok`.
  if (entry.transport === 'polling' && http.method === 'POST' && http.bodyLength === 2) {
    return [
      { text: String(status), tone: 'http' },
      { text: 'ok', tone: 'dim' },
    ];
  }
  const about = [
    http.headers['content-type']?.split(';')[0],
    http.bodyLength > 0 ? sizeText(http.bodyLength) : undefined,
  ];
  return [
    { text: `${status} ${http.reason ?? ''}`.trim(), tone: 'http' },
    ...about.flatMap((text) => (text ? [{ text, tone: 'dim' } as const] : [])),
  ];
}

/** Which road the upgrade takes. A browser may hold several connections by now, so it is not counted. */
function roadTold(entry: UnitEntry, timeline: Timeline): string {
  const sid = entry.sid ?? '';
  const session = timeline.sessions.get(sid);
  const opening = session && timeline.entries.nth(session.openedBy);
  const isOther = opening?.kind === 'unit' && opening.conn !== entry.conn;
  return `${isOther ? 'another TCP connection' : 'same TCP connection'}, same sid`;
}

const LONGEST_TARGET = 64;

/** The target without what only defeats caches (`t`), and with the session's id cut short. */
function shortTarget(target: string): string {
  const [path = '', query] = target.split('?', 2);
  if (query === undefined) return ellipsis(path, LONGEST_TARGET);
  const kept = query
    .split('&')
    .filter((pair) => !pair.startsWith('t='))
    .map((pair) => (pair.startsWith('sid=') ? `sid=${shortId(pair.slice(4))}` : pair));
  return ellipsis(`${path}?${kept.join('&')}`, LONGEST_TARGET);
}
