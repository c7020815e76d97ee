import type { Micros } from '@/lib/base/micros';
import type { Role, SourcePlace, TraceEvent, TraceRecord } from '@/lib/capture/record';
import type { EntryNumber, UnitEntry } from './entry';
import { addLink, between } from './links';
import type { Timeline } from './timeline';

type SentTrace = Extract<TraceEvent, { kind: 'sent' }>;

/** The line that sent one packet of an entry. `packet` is its place in `unit.packets`. */
export interface Cause {
  readonly packet: number;
  readonly place: SourcePlace;
}

/**
 * Packets are joined with the lines that sent them by counting: the session's third message packet away from the
 * server belongs to the third line the server's program told. Never by time: a packet may wait for the next GET.
 */
export interface CauseIndex {
  /** Message packets seen, by session and end: entry and place of the `i`th stand at `2i` and `2i + 1`. */
  readonly messages: Map<string, number[]>;
  /** Lines told whose packet has not been seen yet, by session and end, then by ordinal. */
  readonly told: Map<string, Map<number, Told>>;
  readonly ofEntry: Map<EntryNumber, Cause[]>;
  readonly atLine: Map<string, EntryNumber[]>;
  /** What the server's program told last: the next `sent` may be the same call, reaching the next socket. */
  lastCall?: Call;
  /** The first delivery of each recent call, oldest call first. */
  readonly deliveries: Map<number, { readonly n: EntryNumber; readonly packet: number }>;
}

interface Told {
  readonly place: SourcePlace;
  readonly call?: number;
}

/** One turn of one line of the server's program, and the sessions it sent to. */
interface Call {
  readonly id: number;
  readonly place: SourcePlace;
  readonly sids: readonly string[];
  readonly at: Micros;
}

/** One turn of the program tells all its packets well within this. */
const ONE_TURN_MICROS = 1_000;
const RECENT_CALLS = 4_096;

export function openCauses(): CauseIndex {
  return {
    messages: new Map(),
    told: new Map(),
    ofEntry: new Map(),
    atLine: new Map(),
    deliveries: new Map(),
  };
}

/** The lines that sent the packets of an entry. */
export function causesOf(timeline: Timeline, n: EntryNumber): readonly Cause[] {
  return timeline.index.causes.ofEntry.get(n) ?? [];
}

/** The entries a line sent in one run of the program, in the order in which they were joined. */
export function entriesOfLine(
  timeline: Timeline,
  run: number,
  file: string,
  line: number,
): readonly EntryNumber[] {
  return timeline.index.causes.atLine.get(lineKey(run, { file, line })) ?? [];
}

/** A program told which line sent a packet; the packet may have passed already. */
export function noteCause(timeline: Timeline, record: TraceRecord, { sid, ordinal, place }: SentTrace): void {
  const { causes } = timeline.index;
  const from: Role = record.side === 'server' ? 'server' : 'client';
  const call = from === 'server' ? callOf(causes, sid, place, record.at) : undefined;
  const key = keyOf(sid, from);
  const told: Told = { place, ...(call !== undefined && { call }) };
  const seen = causes.messages.get(key);
  const n = seen?.[2 * ordinal];
  const packet = seen?.[2 * ordinal + 1];
  const entry = n === undefined ? undefined : timeline.entries[n - 1];
  if (entry?.kind === 'unit' && packet !== undefined) {
    join(timeline, entry, packet, told);
    return;
  }
  const waiting = causes.told.get(key);
  if (waiting) waiting.set(ordinal, told);
  else causes.told.set(key, new Map([[ordinal, told]]));
}

/** Counts the message packets of an entry, and joins those whose line was told before. */
export function joinCauses(timeline: Timeline, entry: UnitEntry): void {
  const { unit, sid, n } = entry;
  if (sid === undefined || unit.packets.length === 0) return;
  const { causes } = timeline.index;
  const key = keyOf(sid, unit.from);
  unit.packets.forEach(({ eio }, packet) => {
    if (eio.type !== 'message') return;
    const seen = causes.messages.get(key);
    const ordinal = (seen?.length ?? 0) / 2;
    if (seen) seen.push(n, packet);
    else causes.messages.set(key, [n, packet]);
    const told = causes.told.get(key)?.get(ordinal);
    if (!told) return;
    causes.told.get(key)?.delete(ordinal);
    join(timeline, entry, packet, told);
  });
}

function join(timeline: Timeline, entry: UnitEntry, packet: number, { place, call }: Told): void {
  const { causes } = timeline.index;
  push(causes.ofEntry, entry.n, { packet, place });
  const line = lineKey(entry.run, place);
  if (causes.atLine.get(line)?.at(-1) !== entry.n) push(causes.atLine, line, entry.n);
  if (call !== undefined) joinFanout(timeline, entry, packet, call);
}

/** One call that reached several sockets with the same packet: each further delivery is joined to the first. */
function joinFanout(timeline: Timeline, entry: UnitEntry, packet: number, call: number): void {
  const { deliveries } = timeline.index.causes;
  const first = deliveries.get(call);
  if (!first) {
    deliveries.set(call, { n: entry.n, packet });
    const oldest = deliveries.keys().next().value;
    if (deliveries.size > RECENT_CALLS && oldest !== undefined) deliveries.delete(oldest);
    return;
  }
  const delivered = timeline.entries[first.n - 1];
  if (delivered?.kind !== 'unit' || delivered.sid === entry.sid) return;
  const [one, two] = [delivered.unit.packets[first.packet], entry.unit.packets[packet]];
  if (one?.eio.data === undefined || one.eio.data !== two?.eio.data) return;
  addLink(timeline, {
    kind: 'fanout',
    a: first.n,
    b: entry.n,
    packetA: first.packet,
    packetB: packet,
    took: between(delivered.at, entry.at),
    label: 'same call',
  });
}

/** The call a `sent` belongs to: the last one, if the same line goes on to another session in the same turn. */
function callOf(causes: CauseIndex, sid: string, place: SourcePlace, at: Micros): number {
  const last = causes.lastCall;
  const goesOn =
    last !== undefined &&
    last.place.file === place.file &&
    last.place.line === place.line &&
    last.place.column === place.column &&
    at - last.at <= ONE_TURN_MICROS &&
    !last.sids.includes(sid);
  const call = goesOn
    ? { ...last, at, sids: [...last.sids, sid] }
    : { id: (last?.id ?? 0) + 1, place, sids: [sid], at };
  causes.lastCall = call;
  return call.id;
}

function keyOf(sid: string, from: Role): string {
  return `${from} ${sid}`;
}

function lineKey(run: number, { file, line }: SourcePlace): string {
  return `${run} ${file}:${line}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
