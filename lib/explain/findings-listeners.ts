import type { SourcePlace } from '@/lib/capture/record';
import { type HandlerCall, handlersOf } from '@/lib/session/chain';
import type { TraceEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { FEW, grouped, type Rule, traces, unitAt } from './finding';
import { nearest } from './near';
import { counted, eventName, partyName } from './words';

/** What goes wrong between a packet that arrived and the code that should have heard it. */
export const LISTENER_RULES: readonly Rule[] = [
  {
    code: 'duplicate-handlers',
    level: 'warn',
    title: 'One packet ran the same handler several times',
    remedy:
      'Register handlers once, outside of connect and of whatever runs again after a reconnect, or take the old one off with off() first. In React, return a clean-up from the effect.',
    *find(timeline) {
      const repeated = repeatedCalls(timeline);
      for (const same of grouped(
        repeated,
        ({ call, place }) => `${call.side} ${placeText(place)} ${call.event}`,
      )) {
        const worst = same.reduce((one, other) => (other.times > one.times ? other : one));
        const { call, place, times, n } = worst;
        yield {
          text: `${partyName(call.side)} got ${JSON.stringify(call.event)} once, in #${n}, and called what was registered in ${placeText(place)} ${times} times.`,
          evidence: same.slice(0, FEW).map((one) => one.n),
        };
      }
    },
  },
  {
    code: 'handler-late',
    level: 'error',
    title: 'An event came before anybody listened',
    remedy:
      'Register all handlers in the same turn in which the socket is handed to you, before the first await. What needs the result of the await can wait inside the handler.',
    *find(timeline) {
      for (const missed of missedEvents(timeline)) {
        if (missed.heardIn === undefined) continue;
        yield {
          text: `${partyName(missed.side)} had no handler for ${JSON.stringify(missed.event)} when it came in #${missed.packets[0]}; one that came later in the same session, in #${missed.heardIn}, was heard. The first is lost${missed.asksAck ? ', and so is its ack' : ''}.`,
          evidence: [...missed.packets.slice(0, FEW), missed.heardIn],
        };
      }
    },
  },
  {
    code: 'event-misspelt',
    level: 'error',
    title: 'An event’s name is known here in another spelling',
    remedy: 'Write the name in one place that both ends share, or give the events types.',
    *find(timeline) {
      for (const missed of missedEvents(timeline)) {
        const known =
          missed.heardIn === undefined ? nearest(missed.event, namesHeard(timeline, missed)) : undefined;
        if (known === undefined) continue;
        yield {
          text: `${partyName(missed.side)} does not listen to ${JSON.stringify(missed.event)}, but to ${JSON.stringify(known)} it does.`,
          evidence: missed.packets.slice(0, FEW),
        };
      }
    },
  },
  {
    code: 'event-unheard',
    level: 'note',
    title: 'Nobody listened to an event',
    remedy:
      'If somebody should have: compare the name letter by letter, look whether the handler is registered on this socket and namespace, and whether that happens in time.',
    *find(timeline) {
      for (const missed of missedEvents(timeline)) {
        if (missed.heardIn !== undefined) continue;
        if (nearest(missed.event, namesHeard(timeline, missed)) !== undefined) continue;
        yield {
          text: `${partyName(missed.side)} got ${JSON.stringify(missed.event)} ${missed.packets.length === 1 ? 'once' : counted(missed.packets.length, 'time')}${missed.nsp === '/' ? '' : ` in ${missed.nsp}`}, and no handler was there for it${missed.asksAck ? '. It asked for an ack, which will never come' : ''}.`,
          evidence: missed.packets.slice(0, FEW),
        };
      }
    },
  },
];

interface Repeated {
  readonly n: number;
  readonly call: HandlerCall;
  readonly place: SourcePlace;
  readonly times: number;
}

/** The packets that called one line's registration more than once. */
function* repeatedCalls(timeline: Timeline): Generator<Repeated> {
  for (const [n, calls] of timeline.index.told.handlers) {
    for (const same of grouped(calls, ({ packet, of, side, event, place }) =>
      [packet, of, side, event, place ? `${placeText(place)}:${place.column}` : ''].join(' '),
    )) {
      const [call] = same;
      if (call?.place && call.of === 'event' && same.length > 1)
        yield { n, call, place: call.place, times: same.length };
    }
  }
}

interface Missed {
  readonly side: string;
  readonly run: number;
  readonly event: string;
  readonly nsp: string;
  /** The entries whose packet nobody heard. */
  readonly packets: readonly number[];
  /** The first entry after them, in a session where one was missed, that was heard under this name. */
  readonly heardIn?: number;
  readonly asksAck: boolean;
}

/** Events nobody listened to, those of one name at one end together. */
function* missedEvents(timeline: Timeline): Generator<Missed> {
  const all = [...traces(timeline, 'unheard')].flatMap(({ entry, event }) => {
    const seat = seatOf(timeline, entry);
    return seat ? [{ ...seat, entry, event }] : [];
  });
  const keyOf = ({ entry, event }: (typeof all)[number]) =>
    `${entry.run} ${entry.from} ${event.nsp} ${event.event}`;
  for (const same of grouped(all, keyOf)) {
    const [first] = same;
    if (!first) continue;
    const { event, nsp } = first.event;
    const side = first.entry.from;
    const heardIn = heardAfter(timeline, first.n, side, event, nsp);
    yield {
      side,
      run: first.entry.run,
      event,
      nsp,
      packets: same.map(({ n }) => n),
      ...(heardIn !== undefined && { heardIn }),
      asksAck: same.some(({ n, packet }) => unitAt(timeline, n)?.unit.packets[packet]?.sio?.id !== undefined),
    };
  }
}

/** The packet that an entry says nobody heard. */
function seatOf(timeline: Timeline, { n: by }: TraceEntry): { n: number; packet: number } | undefined {
  return unheardSeats(timeline).get(by);
}

const seats = new WeakMap<
  Timeline,
  { told: number; readonly byEntry: Map<number, { n: number; packet: number }> }
>();

function unheardSeats(timeline: Timeline): ReadonlyMap<number, { n: number; packet: number }> {
  const { unheard } = timeline.index.told;
  const known = seats.get(timeline);
  if (known?.told === unheard.size) return known.byEntry;
  const byEntry = new Map<number, { n: number; packet: number }>();
  for (const [n, all] of unheard) for (const { packet, by } of all) byEntry.set(by, { n, packet });
  seats.set(timeline, { told: unheard.size, byEntry });
  return byEntry;
}

/** The first packet of the same session after entry `n` that a handler of this name was called with. */
function heardAfter(
  timeline: Timeline,
  n: number,
  side: string,
  event: string,
  nsp: string,
): number | undefined {
  const sid = unitAt(timeline, n)?.sid;
  let first: number | undefined;
  for (const [heard, calls] of timeline.index.told.handlers) {
    if (heard <= n || (first !== undefined && heard > first) || unitAt(timeline, heard)?.sid !== sid)
      continue;
    const isSame = calls.some(
      (call) => call.side === side && call.of === 'event' && call.event === event && call.nsp === nsp,
    );
    if (isSame && isNamed(timeline, heard, event)) first = heard;
  }
  return first;
}

function isNamed(timeline: Timeline, n: number, event: string): boolean {
  const packets = unitAt(timeline, n)?.unit.packets ?? [];
  return packets.some(({ sio }) => sio !== undefined && eventName(sio) === event);
}

/** The names of events that one end was seen to listen to, in one namespace and run. */
function namesHeard(timeline: Timeline, { side, run, nsp }: Missed): Set<string> {
  const names = new Set<string>();
  for (const n of timeline.index.told.handlers.keys()) {
    if (timeline.entries.nth(n)?.run !== run) continue;
    for (const call of handlersOf(timeline, n))
      if (call.side === side && call.nsp === nsp && call.of === 'event') names.add(call.event);
  }
  return names;
}

function placeText({ file, line }: SourcePlace): string {
  return `${file}, line ${line}`;
}
