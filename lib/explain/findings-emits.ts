import type { EntryNumber, Link, TraceEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { FEW, grouped, type Rule, traces, unitAt } from './finding';
import { isLeftOut } from './left-out';
import { nearest } from './near';
import { counted, durationText, millisText, partyName } from './words';

/** What programs emitted and the wire never saw, or saw later than they think. */
export const EMIT_RULES: readonly Rule[] = [
  {
    code: 'volatile-dropped',
    level: 'note',
    title: 'A volatile event was dropped',
    remedy:
      'Right for what the next one replaces, such as a position. If each must arrive, leave volatile out. A second emit in the same turn is enough to drop one, on a healthy connection.',
    *find(timeline) {
      const dropped = [...traces(timeline, 'unsent')].filter(
        ({ event }) => event.fate === 'dropped' && event.volatile,
      );
      for (const same of grouped(
        dropped,
        ({ entry, event }) => `${entry.run} ${entry.from} ${event.event}`,
      )) {
        const [first] = same;
        if (!first) continue;
        yield {
          text: `${partyName(first.entry.from)} emitted ${JSON.stringify(first.event.event)} as volatile, and ${same.length === 1 ? 'it was' : `${same.length} of them were`} dropped: the connection was not free at that moment.`,
          evidence: same.slice(0, FEW).map(({ entry }) => entry.n),
        };
      }
    },
  },
  {
    code: 'emit-dropped',
    level: 'warn',
    title: 'An event was emitted to a connection that was closing',
    remedy:
      'Emit before disconnect() or close(), and let the last packet leave first: wait for its ack, for instance.',
    *find(timeline) {
      for (const { entry, event } of traces(timeline, 'unsent')) {
        if (event.fate !== 'dropped' || event.volatile) continue;
        yield {
          text: `${partyName(entry.from)} emitted ${JSON.stringify(event.event)}${event.place ? ` (${event.place.file}, line ${event.place.line})` : ''}, and it went nowhere.`,
          evidence: [entry.n],
        };
      }
    },
  },
  {
    code: 'buffer-burst',
    level: 'note',
    title: 'A reconnect let a burst of old events go',
    remedy:
      'If only the newest counts, emit it as volatile, or only while socket.connected. If each counts, let the server recognise what it has seen: they come late, and all at once.',
    *find(timeline) {
      for (const { client, links } of bursts(timeline)) {
        const longest = links.reduce((one, other) => (other.took > one.took ? other : one));
        yield {
          text: `${partyName(client)} had kept ${counted(links.length, 'event')} in its buffer while it was away, the oldest for ${durationText(longest.took)}, and sent them together.`,
          evidence: links
            .slice(0, FEW)
            .flatMap(({ a, b }) => [a, b])
            .sort((a, b) => a - b),
        };
      }
    },
  },
  {
    code: 'empty-room',
    level: 'warn',
    title: 'An event was sent to a room with nobody in it',
    remedy:
      'Look whether join() is called, for the same name, in the same namespace, and before this emit. A room remembers nothing for those who come later.',
    *find(timeline) {
      const sent = [...traces(timeline, 'unsent')].filter(
        ({ event }) => event.fate === 'nobody' && event.sid === undefined && event.rooms?.length,
      );
      const keyOf = ({ entry, event }: (typeof sent)[number]) =>
        `${entry.run} ${event.nsp} ${event.event} ${event.rooms?.join(' ')}`;
      for (const group of grouped(sent, keyOf)) {
        // Who speaks to a room in which only they are knows it.
        const same = group.slice(0, TRIED).filter(({ entry, event }) => !isLeftOut(timeline, entry.n, event));
        const [first] = same;
        if (!first) continue;
        const { event, nsp, rooms = [] } = first.event;
        yield {
          text: `${JSON.stringify(event)} was for ${rooms.join(', ')}${nsp === '/' ? '' : ` in ${nsp}`}, and nobody was there${roomHint(timeline, first.entry, nsp, rooms)}.`,
          evidence: same.slice(0, FEW).map(({ entry }) => entry.n),
        };
      }
    },
  },
  {
    code: 'browser-queue',
    level: 'warn',
    title: 'The browser kept requests back',
    remedy:
      'Let the clients use WebSocket, which does not count among the six connections; or serve over HTTP/2, where all requests share one. Several polling tabs of one page always meet this.',
    *find(timeline) {
      for (const same of grouped(traces(timeline, 'queued'), ({ entry }) => `${entry.run} ${entry.from}`)) {
        const [first] = same;
        if (!first) continue;
        const longest = Math.max(...same.map(({ event }) => event.ms));
        yield {
          text: `${counted(same.length, 'request')} of ${partyName(first.entry.from)} waited in the browser, up to ${millisText(longest)}, because six connections to this origin were busy.`,
          evidence: same.slice(0, FEW).map(({ entry }) => entry.n),
        };
      }
    },
  },
];

/** Of the same broadcasts no more are looked at: they are there by the thousand where a timer sends them. */
const TRIED = 32;

/** Fewer come from any page that emits as it loads. */
const BURST = 3;

/** What clients kept while they were away from a server that they had reached before. */
function* bursts(timeline: Timeline): Generator<{ client: string; links: readonly Link[] }> {
  const firstSession = new Map<string, EntryNumber>();
  for (const { client, openedBy, run } of timeline.sessions.values()) {
    const key = `${run} ${client}`;
    firstSession.set(key, Math.min(openedBy, firstSession.get(key) ?? openedBy));
  }
  const kept = [...timeline.links.ofKinds(['buffered'])].filter(({ a }) => {
    const emit = timeline.entries.nth(a);
    return emit && (firstSession.get(`${emit.run} ${emit.from}`) ?? Infinity) < a;
  });
  for (const links of grouped(kept, ({ b }) => unitAt(timeline, b)?.sid ?? '')) {
    const client = unitAt(timeline, links[0]?.b ?? 0)?.from;
    if (client !== undefined && links.length >= BURST) yield { client, links };
  }
}

/** Did somebody join later, or a room with nearly the same name? */
function roomHint(timeline: Timeline, emit: TraceEntry, nsp: string, rooms: readonly string[]): string {
  const joins = [...traces(timeline, 'room')].filter(
    ({ entry, event }) => event.action === 'join' && event.nsp === nsp && entry.run === emit.run,
  );
  const later = joins.find(({ entry, event }) => entry.n > emit.n && rooms.includes(event.room));
  if (later) return `; somebody joined later, in #${later.entry.n}`;
  const names = new Set(
    joins.filter(({ event }) => event.room !== event.socket).map(({ event }) => event.room),
  );
  const near = rooms.flatMap((room) => nearest(room, names) ?? []);
  return near.length > 0 ? `; there is a room called ${near.join(', ')}` : '';
}
