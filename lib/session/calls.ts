import type { Micros } from '@/lib/base/micros';
import type { Received, SourcePlace } from '@/lib/capture/record';
import type { UnitEntry } from './entry';
import { addLink, between } from './links';
import type { PacketAt } from './messages';
import type { Timeline } from './timeline';

/** One call of the server's program may reach several sockets: `io.emit` is told once for each of them. */
export interface CallIndex {
  /** What was told last: the next may be the same call, reaching the next socket. */
  last?: Call;
  /** The first delivery of each recent call, oldest call first. */
  readonly deliveries: Map<number, PacketAt>;
}

/** One call of one line, and the sessions it sent to. */
interface Call {
  readonly id: number;
  readonly place: SourcePlace;
  readonly because?: Received;
  readonly node?: number;
  /** Grows while the call goes on. */
  readonly sids: Set<string>;
  at: Micros;
}

type Told = Omit<Call, 'id' | 'sids'> & { readonly sid: string };

/** One turn of the program tells all its packets well within this. */
const ONE_TURN_MICROS = 1_000;
const RECENT_CALLS = 4_096;

export function openCalls(): CallIndex {
  return { deliveries: new Map() };
}

/** The call a told packet belongs to: the last one, if the same line goes on to another session in the same turn. */
export function callOf({ index: { calls } }: Timeline, told: Told): number {
  const { last } = calls;
  if (last && goesOn(last, told)) {
    last.sids.add(told.sid);
    last.at = told.at;
    return last.id;
  }
  const { sid, ...about } = told;
  calls.last = { ...about, id: (last?.id ?? 0) + 1, sids: new Set([sid]) };
  return calls.last.id;
}

/** Where both were sent in the handling of a packet, that tells the turn; otherwise only the time can. */
function goesOn(last: Call, { place, because, node, sid, at }: Told): boolean {
  return (
    last.place.line === place.line &&
    last.place.column === place.column &&
    last.place.file === place.file &&
    last.node === node &&
    last.because?.sid === because?.sid &&
    last.because?.ordinal === because?.ordinal &&
    (because !== undefined || at - last.at <= ONE_TURN_MICROS) &&
    !last.sids.has(sid)
  );
}

/**
 * Joins each further delivery of a call to the first, if it is the same packet. Says whether this is the first one.
 */
export function joinFanout(timeline: Timeline, entry: UnitEntry, packet: number, call: number): boolean {
  const { deliveries } = timeline.index.calls;
  const first = deliveries.get(call);
  if (!first) {
    deliveries.set(call, { n: entry.n, packet });
    const oldest = deliveries.keys().next().value;
    if (deliveries.size > RECENT_CALLS && oldest !== undefined) deliveries.delete(oldest);
    return true;
  }
  const delivered = timeline.entries[first.n - 1];
  if (delivered?.kind !== 'unit' || delivered.sid === entry.sid) return true;
  const [one, two] = [delivered.unit.packets[first.packet], entry.unit.packets[packet]];
  if (one?.eio.data === undefined || one.eio.data !== two?.eio.data) return true;
  addLink(timeline, {
    kind: 'fanout',
    a: first.n,
    b: entry.n,
    packetA: first.packet,
    packetB: packet,
    took: between(delivered.at, entry.at),
    label: 'same call',
  });
  return false;
}
