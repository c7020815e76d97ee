import type { Micros } from '@/lib/base/micros';
import type { EntryNumber, Link } from './entry';
import type { PacketAt } from './messages';
import type { Timeline } from './timeline';

/**
 * The links of an entry as a chain through two lists of numbers, which cost a few bytes a link. Each end of a link
 * has a place: twice the link's index for `a`, one more for `b`. Places are kept plus one, so that 0 ends a chain.
 */
export interface LinkChains {
  /** By entry: the place of its newest link. */
  readonly last: number[];
  /** By place: the place of the same entry's link before it. */
  readonly before: number[];
  /** Of entries with many packets: the links that end at each, by packet. Their chain would be gone through for each. */
  readonly into: Map<EntryNumber, Map<number, Link[]>>;
}

const MANY_PACKETS = 16;

/** The links that begin or end at an entry, oldest first. */
export function linksOf(timeline: Timeline, n: EntryNumber): Link[] {
  const { last, before } = timeline.index.joined;
  const links: Link[] = [];
  for (let place = last[n] ?? 0; place > 0; place = before[place - 1] ?? 0) {
    const link = timeline.links[(place - 1) >> 1];
    if (link) links.push(link);
  }
  return links.reverse();
}

/** The link of one of these kinds that ends at a packet, the oldest of several. */
export function linkInto(
  timeline: Timeline,
  { n, packet }: PacketAt,
  kinds: readonly Link['kind'][],
): Link | undefined {
  const { last, before, into } = timeline.index.joined;
  if (isCrowded(timeline, n))
    return into
      .get(n)
      ?.get(packet)
      ?.find(({ kind }) => kinds.includes(kind));
  let found: Link | undefined;
  for (let place = last[n] ?? 0; place > 0; place = before[place - 1] ?? 0) {
    const link = timeline.links[(place - 1) >> 1];
    if (link?.b === n && link.packetB === packet && kinds.includes(link.kind)) found = link;
  }
  return found;
}

function isCrowded({ entries }: Timeline, n: EntryNumber): boolean {
  // A plain frame has one packet at most, and would be made again.
  if (entries.isFrame(n)) return false;
  const entry = entries.nth(n);
  return entry?.kind === 'unit' && entry.unit.packets.length > MANY_PACKETS;
}

/** For the fold: joins two entries, or two packets of one entry. */
export function addLink(timeline: Timeline, link: Link): void {
  const { last, before, into } = timeline.index.joined;
  const place = 2 * timeline.links.push(link) - 2;
  before[place] = last[link.a] ?? 0;
  last[link.a] = place + 1;
  // A link within one entry stands once in its chain.
  before[place + 1] = link.a === link.b ? 0 : (last[link.b] ?? 0);
  if (link.a !== link.b) last[link.b] = place + 2;
  if (link.packetB === undefined || !isCrowded(timeline, link.b)) return;
  const byPacket = into.get(link.b) ?? new Map<number, Link[]>();
  into.set(link.b, byPacket);
  byPacket.set(link.packetB, [...(byPacket.get(link.packetB) ?? []), link]);
}

/** What a program tells can come after the packet it is about; no time lies between them then. */
export function between(start: Micros, end: Micros): Micros {
  return Math.max(end - start, 0) as Micros;
}
