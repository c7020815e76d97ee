import type { ConnId, FaultedPacket, FaultRecord, Role } from '@/lib/capture/record';
import type { Packet } from '@/lib/dissect/layer';
import { wireLength } from '@/lib/dissect/wire-length';
import type { Entry, EntryNumber, UnitEntry } from './entry';
import type { Timeline } from './timeline';

/**
 * What the server sent and the wire did not bring, or brought late. The tap is at the server's end: what goes down it
 * sees before a fault does, and the fault's record, which follows, tells what became of it. What goes up it sees only
 * where it arrives.
 *
 *     server < 2 ping ┃ fault: freeze acts      kept from the ping on, on this connection
 *                     ┃ fault: freeze cleared   until here
 */
export interface Stop {
  readonly how: 'lost' | 'kept';
  /** The first entry it is about. A loss is about that one alone. */
  readonly first: EntryNumber;
  readonly fault: string;
  /** The entry by which the wire let go. Absent while it keeps, and where nobody was there any more to get it. */
  until?: EntryNumber;
  /** The client's end is gone. */
  isVain?: true;
}

export type StopIndex = Map<ConnId, Stop[]>;

const KEEPING: ReadonlySet<string> = new Set(['freeze', 'hold']);

/** What became of an entry on its way down, where that is not simply that it arrived. */
export function stopOf({ index }: Timeline, entry: Entry): Stop | undefined {
  if (entry.kind !== 'unit' || entry.from !== 'server') return undefined;
  return index.stops
    .get(entry.conn)
    ?.find(({ how, first, until }) =>
      how === 'lost' ? entry.n === first : entry.n >= first && (until === undefined || entry.n < until),
    );
}

/** Whether the wire lost entry `n` on its way down. */
export function isLost(timeline: Timeline, n: EntryNumber): boolean {
  if (timeline.index.stops.size === 0) return false;
  const entry = timeline.entries.nth(n);
  return entry !== undefined && stopOf(timeline, entry)?.how === 'lost';
}

/** Takes the record of a fault, which is entry `n`. */
export function noteFault(timeline: Timeline, record: FaultRecord, n: EntryNumber): void {
  if (record.state === 'cleared') letGo(timeline, record, n);
  else if (record.state === 'acted' && record.direction === 'down') stop(timeline, record, n);
}

/** A connection has ended. What the server closed, the client may still read to its end. */
export function endStops({ index }: Timeline, conn: ConnId, by: Role | 'fault'): void {
  if (by === 'server') return;
  for (const one of index.stops.get(conn) ?? []) if (one.until === undefined) one.isVain = true;
}

/**
 * For records that do not say where the packet lay. What was delayed as well was met later, among others: then nobody
 * can say from here which it was.
 */
const AT_ONCE = 20_000; // µs

function stop(timeline: Timeline, record: FaultRecord, n: EntryNumber): void {
  const { conn, fault, packet, waitsFor } = record;
  const isLoss = fault === 'drop';
  if (conn === undefined || !(isLoss || KEEPING.has(fault))) return;
  const sent = lastSent(timeline, conn, n).filter(({ at }) => record.at - at <= AT_ONCE);
  const stops = timeline.index.stops.get(conn) ?? [];
  const met = packet && (sentAt(timeline, conn, n, packet) ?? sent.find(isMet(packet, stops)));
  // Of a body with others in it, or of a script, it is not the whole that was lost.
  if (isLoss && (met?.unit.packets.length !== 1 || isScript(met))) return;
  const first = met?.n ?? sent[0]?.n ?? n;
  stops.push({ how: isLoss ? 'lost' : 'kept', first, fault: keyOf(fault, waitsFor) });
  timeline.index.stops.set(conn, stops);
}

/** What the newest bytes from the server completed, oldest first. */
function lastSent({ entries, index }: Timeline, id: ConnId, before: EntryNumber): UnitEntry[] {
  const since = index.conns.get(id)?.arrivals.server.chunks.at(-1)?.start;
  const sent: UnitEntry[] = [];
  if (since === undefined) return sent;
  for (let n = before - 1; n > 0; n -= 1) {
    const entry = entries.nth(n);
    // Several faults may act on the same bytes.
    if (entry?.kind === 'fault') continue;
    if (entry?.kind !== 'unit' || entry.conn !== id || entry.from !== 'server') break;
    if (entry.unit.offset + wireLength(entry.unit) <= since) break;
    sent.unshift(entry);
  }
  return sent;
}

/** The answer to a poll by JSONP. */
function isScript({ unit }: UnitEntry): boolean {
  return unit.http?.headers['content-type']?.includes('javascript') ?? false;
}

/** The unit from the server in which the record says that the packet lay. After a gap bytes are no more where they were. */
function sentAt(
  { entries }: Timeline,
  id: ConnId,
  before: EntryNumber,
  packet: FaultedPacket,
): UnitEntry | undefined {
  const at = packet.offset;
  if (at === undefined) return undefined;
  for (let n = before - 1; n > 0; n -= 1) {
    const entry = entries.nth(n);
    if (entry?.kind !== 'unit' || entry.conn !== id || entry.from !== 'server') continue;
    const { offset, packets } = entry.unit;
    if (offset > at) continue;
    return at < offset + wireLength(entry.unit) && packets.some(isThe(packet)) ? entry : undefined;
  }
  return undefined;
}

function isMet(packet: FaultedPacket, stops: readonly Stop[]): (entry: UnitEntry) => boolean {
  const isTaken = ({ n }: Entry) => stops.some(({ how, first }) => how === 'lost' && first === n);
  return (entry) => !isTaken(entry) && entry.unit.packets.some(isThe(packet));
}

function isThe({ eio, sio, isProbe }: FaultedPacket): (packet: Packet) => boolean {
  return (packet) =>
    packet.eio.type === eio &&
    packet.sio?.type === sio &&
    (packet.eio.data === 'probe') === (isProbe ?? false);
}

function letGo({ index }: Timeline, { fault, client, waitsFor }: FaultRecord, n: EntryNumber): void {
  const key = keyOf(fault, waitsFor);
  for (const [conn, stops] of index.stops) {
    if (client !== undefined && index.conns.get(conn)?.client !== client) continue;
    for (const one of stops) {
      if (one.how === 'kept' && one.fault === key && one.until === undefined && !one.isVain) one.until = n;
    }
  }
}

function keyOf(fault: string, waitsFor: string | undefined): string {
  return `${fault} ${waitsFor ?? ''}`;
}
