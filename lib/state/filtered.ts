import { parseFilter } from '@/lib/filter/filter';
import { growKept, hiddenCount, type Kept, openKept } from '@/lib/filter/kept';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

interface Filtered {
  readonly text: string;
  readonly kept: Kept;
  /** How many of each run were hidden when the filter came into force. */
  readonly atFirst: ReadonlyMap<number, number>;
}

const newest = new WeakMap<Timeline, Filtered>();

/**
 * What the filter keeps of the timeline as it is now; `undefined` where nothing is filtered. Everybody who asks gets
 * the same one, grown: the entries are looked at once for the ladder, the list and all that counts.
 */
export function filteredBy(
  timeline: Timeline,
  text: string,
  shows: (n: EntryNumber) => boolean,
): Filtered | undefined {
  if (text === '') return undefined;
  const before = newest.get(timeline);
  if (before?.text === text) {
    growKept(before.kept, timeline);
    return before;
  }
  const parsed = parseFilter(text);
  if (!parsed.ok) return undefined;
  const kept = openKept(parsed.filter, shows);
  growKept(kept, timeline);
  const filtered = { text, kept, atFirst: new Map(kept.hidden) };
  newest.set(timeline, filtered);
  return filtered;
}

/** How many of a run came while the filter was in force, and are hidden. */
export function hiddenSince({ kept, atFirst }: Filtered, run: number): number {
  return Math.max(0, hiddenCount(kept, run) - (atFirst.get(run) ?? 0));
}
