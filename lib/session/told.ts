import type { Micros } from '@/lib/base/micros';
import type { Received, Role, SourcePlace, TraceEvent, TraceRecord } from '@/lib/capture/record';
import { turnOf } from './calls';
import { type Cause, joinSent, type Sent } from './causes';
import type { EntryNumber, Party, UnitEntry } from './entry';
import { noteLine } from './lines';
import { linkInto } from './links';
import { countMessages, isCounted, messageAt, messageKey, type PacketAt } from './messages';
import type { Timeline } from './timeline';

/** What a program told of one of its packets. Each kind is joined to the packet, whichever comes first. */
export type Told =
  | Sent
  | { readonly kind: 'handler'; readonly run: number; readonly call: HandlerCall }
  | { readonly kind: 'unheard'; readonly by: EntryNumber };

/** One function of a program that was called with a packet. `place` is where it was registered. */
export interface HandlerCall {
  readonly side: Party;
  readonly of: 'event' | 'ack';
  readonly event: string;
  readonly nsp: string;
  readonly at: Micros;
  readonly place?: SourcePlace;
}

export interface ToldIndex {
  /** What names a packet that was not seen yet, by session and end, then by ordinal. */
  readonly waiting: Map<string, Map<number, Told[]>>;
  readonly causes: Map<EntryNumber, Cause[]>;
  readonly handlers: Map<EntryNumber, (HandlerCall & { readonly packet: number })[]>;
  /** Packets nobody listened to, with the entry that told so. */
  readonly unheard: Map<EntryNumber, { readonly packet: number; readonly by: EntryNumber }[]>;
  /** The entry of each thing told, in the order in which they were joined: what was concluded of it may have changed. */
  readonly about: EntryNumber[];
}

export function openTold(): ToldIndex {
  return { waiting: new Map(), causes: new Map(), handlers: new Map(), unheard: new Map(), about: [] };
}

/** The end a program's packets come from, and the other, whose packets it hears. */
function rolesOf({ side }: TraceRecord): { readonly own: Role; readonly other: Role } {
  return side === 'server' ? { own: 'server', other: 'client' } : { own: 'client', other: 'server' };
}

export function tellSent(
  timeline: Timeline,
  record: TraceRecord,
  { sid, ordinal, place, because }: Extract<TraceEvent, { kind: 'sent' }>,
): void {
  const { side, at, node } = record;
  const ran = { place, at, ...(because && { because }), ...(node !== undefined && { node }) };
  const turn = side === 'server' ? turnOf(timeline, ran) : undefined;
  tell(
    timeline,
    rolesOf(record).own,
    { sid, ordinal },
    { kind: 'sent', place, ...(because && { because }), ...(turn !== undefined && { turn }) },
  );
}

export function tellUnheard(
  timeline: Timeline,
  record: TraceRecord,
  packet: Received,
  by: EntryNumber,
): void {
  tell(timeline, rolesOf(record).other, packet, { kind: 'unheard', by });
}

/** Joins what was told to the packet it names; keeps it until that is seen. */
function tell(timeline: Timeline, from: Role, { sid, ordinal }: Received, told: Told): void {
  const seat = messageAt(timeline, from, sid, ordinal);
  if (seat) {
    join(timeline, seat, told);
    return;
  }
  if (!isCounted(timeline, sid)) return;
  const { waiting } = timeline.index.told;
  const key = messageKey(from, sid);
  const ofSession = waiting.get(key) ?? new Map<number, Told[]>();
  if (ofSession.size === 0) waiting.set(key, ofSession);
  const ofMessage = ofSession.get(ordinal);
  if (ofMessage) ofMessage.push(told);
  else ofSession.set(ordinal, [told]);
}

export function tellHandler(
  timeline: Timeline,
  record: TraceRecord,
  { of, event, nsp, packet, place }: Extract<TraceEvent, { kind: 'handler' }>,
): void {
  const { side, at } = record;
  const call: HandlerCall = { side, of, event, nsp, at, ...(place && { place }) };
  tell(timeline, rolesOf(record).other, packet, { kind: 'handler', run: timeline.index.run, call });
}

/** Counts the message packets of an entry, and joins what was told of them before they were seen. */
export function joinTold(timeline: Timeline, entry: UnitEntry): void {
  countMessages(timeline, entry, (ordinal, packet) => {
    const ofSession = timeline.index.told.waiting.get(messageKey(entry.unit.from, entry.sid ?? ''));
    const told = ofSession?.get(ordinal);
    if (!told) return;
    ofSession?.delete(ordinal);
    for (const one of told) join(timeline, { n: entry.n, packet }, one);
  });
}

function join(timeline: Timeline, seat: PacketAt, told: Told): void {
  timeline.index.told.about.push(told.kind === 'sent' ? seat.n : headerOf(timeline, seat).n);
  switch (told.kind) {
    case 'sent':
      joinSent(timeline, seat, told);
      return;
    case 'handler': {
      const { n, packet } = headerOf(timeline, seat);
      push(timeline.index.told.handlers, n, { ...told.call, packet });
      const { place } = told.call;
      if (!place) return;
      noteLine(timeline, told.run, place, { as: 'handled', n });
      noteLine(timeline, told.run, place, { as: 'call' });
      return;
    }
    case 'unheard': {
      const { n, packet } = headerOf(timeline, seat);
      push(timeline.index.told.unheard, n, { packet, by: told.by });
      return;
    }
  }
}

/** An event is told of when its last attachment is there; what it is about is the packet that announced them. */
export function headerOf(timeline: Timeline, seat: PacketAt): PacketAt {
  const entry = timeline.entries.nth(seat.n);
  if (entry?.kind !== 'unit' || !entry.unit.packets[seat.packet]?.eio.binary) return seat;
  const header = linkInto(timeline, seat, ['attachment']);
  return header ? { n: header.a, packet: header.packetA ?? 0 } : seat;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
