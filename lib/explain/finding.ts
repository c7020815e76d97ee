import type { TraceEvent } from '@/lib/capture/record';
import type { SioType } from '@/lib/dissect/layer';
import type { Entry, EntryNumber, TraceEntry, UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';

/** A diagnosis of what was recorded: what is wrong, where it shows, and what helps. */
export interface Finding {
  readonly code: string;
  readonly level: 'note' | 'warn' | 'error';
  readonly title: string;
  /** What happened, to whom. */
  readonly text: string;
  /** The entries that prove it, in their order. */
  readonly evidence: readonly EntryNumber[];
  readonly remedy: string;
}

/** One kind of finding. What it says of all its cases stands here, what it says of one comes from `find`. */
export interface Rule extends Pick<Finding, 'code' | 'level' | 'title' | 'remedy'> {
  readonly find: (timeline: Timeline) => Iterable<Pick<Finding, 'text' | 'evidence'>>;
}

/** An HTTP answer and the request it answers. */
export interface Exchange {
  readonly request: UnitEntry;
  readonly response: UnitEntry;
  readonly status: number;
}

export function* exchanges(timeline: Timeline): Generator<Exchange> {
  for (const response of timeline.entries.others()) {
    if (response.kind !== 'unit') continue;
    const { http } = response.unit;
    if (http?.kind !== 'response' || http.status === undefined) continue;
    const link = linksOf(timeline, response.n).find(({ kind, b }) => kind === 'response' && b === response.n);
    const request = link && unitAt(timeline, link.a);
    if (request) yield { request, response, status: http.status };
  }
}

/** The units with a packet of one of these types. */
export function unitsWith(timeline: Timeline, ...types: readonly SioType[]): Generator<UnitEntry> {
  return unitsBut(timeline, undefined, types);
}

/** The same without those that are `left` out. */
export function* unitsBut(
  timeline: Timeline,
  left: ((n: EntryNumber) => boolean) | undefined,
  types: readonly SioType[],
): Generator<UnitEntry> {
  const isLike = (entry: Entry) =>
    entry.kind === 'unit' &&
    entry.unit.packets.some(({ sio }) => sio !== undefined && types.includes(sio.type));
  for (const entry of timeline.entries.like(isLike, left)) if (entry.kind === 'unit') yield entry;
}

/** The units that are more than a well-formed frame: HTTP, what closes a WebSocket, whatever has an issue. */
export function* unusualUnits(timeline: Timeline): Generator<UnitEntry> {
  for (const entry of timeline.entries.others()) if (entry.kind === 'unit') yield entry;
}

export function unitAt(timeline: Timeline, n: EntryNumber): UnitEntry | undefined {
  const entry = timeline.entries.nth(n);
  return entry?.kind === 'unit' ? entry : undefined;
}

/** The moment a session was closed, where it was. */
export function closingOf(timeline: Timeline, closedBy: EntryNumber | undefined): Entry | undefined {
  return closedBy === undefined ? undefined : timeline.entries.nth(closedBy);
}

const read = new WeakMap<Timeline, { upTo: number; readonly bySid: Map<string, EntryNumber[]> }>();

/** The units of one session, in their order. */
export function unitsOf(timeline: Timeline, sid: string): readonly UnitEntry[] {
  return numbersOf(timeline, sid).flatMap((n) => unitAt(timeline, n) ?? []);
}

/** Entries are read once: the list they are in only grows. */
function numbersOf(timeline: Timeline, sid: string): readonly EntryNumber[] {
  const known = read.get(timeline) ?? { upTo: 0, bySid: new Map<string, EntryNumber[]>() };
  read.set(timeline, known);
  for (; known.upTo < timeline.entries.length; known.upTo += 1) {
    const entry = timeline.entries.at(known.upTo);
    if (entry?.kind !== 'unit' || entry.sid === undefined) continue;
    const units = known.bySid.get(entry.sid);
    if (units) units.push(entry.n);
    else known.bySid.set(entry.sid, [entry.n]);
  }
  return known.bySid.get(sid) ?? [];
}

/** The last unit of a session before an entry that is like this. */
export function lastOf(
  timeline: Timeline,
  sid: string,
  before: EntryNumber,
  isLike: (entry: UnitEntry) => boolean,
): UnitEntry | undefined {
  const last = numbersOf(timeline, sid).findLast((n) => {
    const entry = n < before ? unitAt(timeline, n) : undefined;
    return entry !== undefined && isLike(entry);
  });
  return last === undefined ? undefined : unitAt(timeline, last);
}

/** The traces of one kind, each with its entry. */
export function* traces<K extends TraceEvent['kind']>(
  timeline: Timeline,
  kind: K,
): Generator<{ readonly entry: TraceEntry; readonly event: Extract<TraceEvent, { kind: K }> }> {
  for (const entry of timeline.entries.others()) {
    if (entry.kind !== 'trace') continue;
    const { event } = entry.record;
    if (isKind(event, kind)) yield { entry, event };
  }
}

function isKind<K extends TraceEvent['kind']>(
  event: TraceEvent,
  kind: K,
): event is Extract<TraceEvent, { kind: K }> {
  return event.kind === kind;
}

/** Those that are alike by a key, in the order of the first of each. */
export function grouped<T>(all: Iterable<T>, keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** A finding shows a few of its cases, and says how many there are. */
export const FEW = 5;
