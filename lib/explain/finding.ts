import type { TraceEvent } from '@/lib/capture/record';
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
  for (const response of units(timeline)) {
    const { http } = response.unit;
    if (http?.kind !== 'response' || http.status === undefined) continue;
    const link = linksOf(timeline, response.n).find(({ kind, b }) => kind === 'response' && b === response.n);
    const request = link && unitAt(timeline, link.a);
    if (request) yield { request, response, status: http.status };
  }
}

export function* units(timeline: Timeline): Generator<UnitEntry> {
  for (const entry of timeline.entries) if (entry.kind === 'unit') yield entry;
}

export function unitAt(timeline: Timeline, n: EntryNumber): UnitEntry | undefined {
  const entry = timeline.entries.nth(n);
  return entry?.kind === 'unit' ? entry : undefined;
}

/** The moment a session was closed, where it was. */
export function closingOf(timeline: Timeline, closedBy: EntryNumber | undefined): Entry | undefined {
  return closedBy === undefined ? undefined : timeline.entries.nth(closedBy);
}

const read = new WeakMap<Timeline, { upTo: number; readonly bySid: Map<string, UnitEntry[]> }>();

/** The units of one session, in their order. Entries are read once: the list they are in only grows. */
export function unitsOf(timeline: Timeline, sid: string): readonly UnitEntry[] {
  const known = read.get(timeline) ?? { upTo: 0, bySid: new Map<string, UnitEntry[]>() };
  read.set(timeline, known);
  for (; known.upTo < timeline.entries.length; known.upTo += 1) {
    const entry = timeline.entries.at(known.upTo);
    if (entry?.kind !== 'unit' || entry.sid === undefined) continue;
    const units = known.bySid.get(entry.sid);
    if (units) units.push(entry);
    else known.bySid.set(entry.sid, [entry]);
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
  return unitsOf(timeline, sid).findLast((entry) => entry.n < before && isLike(entry));
}

/** The traces of one kind, each with its entry. */
export function* traces<K extends TraceEvent['kind']>(
  timeline: Timeline,
  kind: K,
): Generator<{ readonly entry: TraceEntry; readonly event: Extract<TraceEvent, { kind: K }> }> {
  for (const entry of timeline.entries) {
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
