import { parseFilter } from '@/lib/filter/filter';
import { growKept, hiddenCount, type Kept, openKept } from '@/lib/filter/kept';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

interface Filtered {
  readonly text: string;
  readonly kept: Kept;
  /** How many entries there were when the filter came into force. */
  readonly since: number;
  /** How many of each run were hidden then; absent until all of those were looked at. */
  atFirst?: ReadonlyMap<number, number>;
  /** Not all entries are looked at yet: `goOn` looks at more. */
  isBehind: boolean;
}

/** Milliseconds, for each of those who ask in one frame. A filter may take some microseconds an entry. */
const PART = 6;

const newest = new WeakMap<Timeline, Filtered>();

/**
 * What the filter keeps of the timeline as it is now; `undefined` where nothing is filtered. Everybody who asks gets
 * the same one, grown: the entries are looked at once for the ladder, the list and all that counts. In parts, what
 * takes longer is left to `goOn`: until then asking changes nothing, so that it may be asked while React draws.
 */
export function filteredBy(
  timeline: Timeline,
  text: string,
  shows: (n: EntryNumber) => boolean,
  inParts = false,
): Filtered | undefined {
  if (text === '') return undefined;
  const before = newest.get(timeline);
  if (before?.text === text) return inParts && before.isBehind ? before : grown(before, timeline, inParts);
  const parsed = parseFilter(text);
  if (!parsed.ok) return undefined;
  const kept = openKept(parsed.filter, shows);
  const filtered: Filtered = { text, kept, since: timeline.entries.length, isBehind: false };
  newest.set(timeline, filtered);
  return grown(filtered, timeline, inParts);
}

/** Looks at some more entries. `true` when all were looked at. */
export function goOn(timeline: Timeline, filtered: Filtered): boolean {
  return !grown(filtered, timeline, true).isBehind;
}

function grown(filtered: Filtered, timeline: Timeline, inParts: boolean): Filtered {
  const { kept, since } = filtered;
  const until = performance.now() + PART;
  filtered.isBehind = !growKept(kept, timeline, inParts ? () => performance.now() < until : undefined);
  if (kept.entriesRead >= since) filtered.atFirst ??= new Map(kept.hidden);
  return filtered;
}

/** How many of a run came while the filter was in force, and are hidden. */
export function hiddenSince({ kept, atFirst }: Filtered, run: number): number {
  if (!atFirst) return 0;
  return Math.max(0, hiddenCount(kept, run) - (atFirst.get(run) ?? 0));
}
