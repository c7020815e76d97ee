import type { Micros } from '@/lib/base/micros';
import type { EntryNumber, Link } from './entry';
import type { Timeline } from './timeline';

/** The links that begin or end at an entry, oldest first. */
export function linksOf(timeline: Timeline, n: EntryNumber): Link[] {
  return (timeline.index.linksOf.get(n) ?? []).flatMap((place) => timeline.links[place] ?? []);
}

/** For the fold: joins two entries, or two packets of one entry. */
export function addLink(timeline: Timeline, link: Link): void {
  const place = timeline.links.push(link) - 1;
  const { linksOf } = timeline.index;
  for (const n of link.a === link.b ? [link.a] : [link.a, link.b]) {
    const places = linksOf.get(n);
    if (places) places.push(place);
    else linksOf.set(n, [place]);
  }
}

export function between(start: Micros, end: Micros): Micros {
  return (end - start) as Micros;
}
