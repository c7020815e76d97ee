import type { EntryNumber, Link } from './entry';
import type { Timeline } from './timeline';

/** The links that begin or end at an entry, oldest first. */
export function linksOf(timeline: Timeline, n: EntryNumber): Link[] {
  return (timeline.index.linksOf.get(n) ?? []).flatMap((place) => timeline.links[place] ?? []);
}
