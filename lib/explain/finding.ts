import type { Entry, EntryNumber, UnitEntry } from '@/lib/session/entry';
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
  const entry = timeline.entries[n - 1];
  return entry?.kind === 'unit' ? entry : undefined;
}

/** The moment a session was closed, where it was. */
export function closingOf(timeline: Timeline, closedBy: EntryNumber | undefined): Entry | undefined {
  return closedBy === undefined ? undefined : timeline.entries[closedBy - 1];
}
