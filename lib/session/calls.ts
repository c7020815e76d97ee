import type { Micros } from '@/lib/base/micros';
import type { Received, SourcePlace } from '@/lib/capture/record';
import type { UnitEntry } from './entry';
import { addLink, between } from './links';
import type { PacketAt } from './messages';
import type { Timeline } from './timeline';

/** One call of the server's program may reach several sockets: `io.emit` is told once for each of them. */
export interface CallIndex {
  /** What was told last: the next may be of the same turn. */
  last?: Turn;
  /** What the recent turns of lines delivered, each at the place that its number leads to. */
  readonly delivered: Delivered[];
}

/** By what the packet says. */
interface Delivered {
  readonly turn: number;
  readonly byText: Map<string, Deliveries>;
}

/** A line that runs, in the handling of one packet, however often it does. */
interface Turn {
  readonly id: number;
  readonly place: SourcePlace;
  readonly because?: Received;
  readonly node?: number;
  at: Micros;
}

/** A line that says the same thing `k` times reaches each socket `k` times: the third to each is of the third call. */
interface Deliveries {
  /** The first packet of each call. */
  readonly calls: PacketAt[];
  /** How many of them each session had. */
  readonly had: Map<string, number>;
}

/** One turn of the program tells all its packets within this, also where others take the processor meanwhile. */
const ONE_TURN_MICROS = 10_000;
const RECENT_TURNS = 4_096;

export function openCalls(): CallIndex {
  return { delivered: [] };
}

/** The turn a told packet belongs to: the last one, if the same line goes on. */
export function turnOf({ index: { calls } }: Timeline, told: Omit<Turn, 'id'>): number {
  const { last } = calls;
  if (last && goesOn(last, told)) last.at = told.at;
  else calls.last = { ...told, id: (last?.id ?? 0) + 1 };
  return calls.last?.id ?? 0;
}

/** Where both were sent in the handling of a packet, that tells the turn; otherwise only the time can. */
function goesOn(last: Turn, { place, because, node, at }: Omit<Turn, 'id'>): boolean {
  return (
    last.place.line === place.line &&
    last.place.column === place.column &&
    last.place.file === place.file &&
    last.node === node &&
    last.because?.sid === because?.sid &&
    last.because?.ordinal === because?.ordinal &&
    (because !== undefined || at - last.at <= ONE_TURN_MICROS)
  );
}

/** Joins each further delivery of a call to the first. Says whether this is the first, and so a call of its own. */
export function joinFanout(timeline: Timeline, entry: UnitEntry, packet: number, turn: number): boolean {
  const data = entry.unit.packets[packet]?.eio.data;
  if (data === undefined || entry.sid === undefined) return true;
  const { calls, had } = deliveriesOf(timeline, turn, data);
  const earlier = had.get(entry.sid) ?? 0;
  had.set(entry.sid, earlier + 1);
  const first = calls[earlier];
  if (!first) {
    calls.push({ n: entry.n, packet });
    return true;
  }
  addLink(timeline, {
    kind: 'fanout',
    a: first.n,
    b: entry.n,
    packetA: first.packet,
    packetB: packet,
    took: between(timeline.entries.nth(first.n)?.at ?? entry.at, entry.at),
    label: 'same call',
  });
  return false;
}

function deliveriesOf({ index }: Timeline, turn: number, data: string): Deliveries {
  const { delivered } = index.calls;
  const place = turn % RECENT_TURNS;
  const there = delivered[place];
  const known = there?.turn === turn ? there : { turn, byText: new Map<string, Deliveries>() };
  // What is told so late that its place was taken stands for itself.
  if (there === undefined || there.turn < turn) delivered[place] = known;
  const deliveries = known.byText.get(data) ?? { calls: [], had: new Map<string, number>() };
  known.byText.set(data, deliveries);
  return deliveries;
}
