import { type Column, words } from '@/lib/base/column';
import type { Micros } from '@/lib/base/micros';
import type { EntryNumber, Link } from './entry';
import type { AckPair } from './link-store';
import type { PacketAt } from './messages';
import type { Timeline } from './timeline';

/**
 * The links of an entry as a chain through two lists of numbers, which cost a few bytes a link. Each end of a link
 * has a place: twice the link's index for `a`, one more for `b`. Places are kept plus one, so that 0 ends a chain.
 */
export interface LinkChains {
  /** By entry: the place of its newest link. */
  readonly last: Column;
  /** By place: the place of the same entry's link before it. */
  readonly before: Column;
  /** Of entries with many packets: the links that end at each, by packet. Their chain would be gone through for each. */
  readonly into: Map<EntryNumber, Map<number, Link[]>>;
}

const MANY_PACKETS = 16;

export function openChains(): LinkChains {
  return { last: words(), before: words(), into: new Map() };
}

/** The links that begin or end at an entry, oldest first. */
export function linksOf(timeline: Timeline, n: EntryNumber): Link[] {
  const { last, before } = timeline.index.joined;
  const links: Link[] = [];
  for (let place = last.at(n); place > 0; place = before.at(place - 1)) {
    const link = timeline.links.at((place - 1) >> 1);
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
  for (let place = last.at(n); place > 0; place = before.at(place - 1)) {
    const link = timeline.links.at((place - 1) >> 1);
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
  const { into } = timeline.index.joined;
  timeline.links.push(link);
  chain(timeline, link);
  if (link.packetB === undefined || !isCrowded(timeline, link.b)) return;
  const byPacket = into.get(link.b) ?? new Map<number, Link[]>();
  into.set(link.b, byPacket);
  byPacket.set(link.packetB, [...(byPacket.get(link.packetB) ?? []), link]);
}

/** The same of an event and its ack, where neither of their entries has other packets. */
export function addAck(timeline: Timeline, pair: AckPair): void {
  timeline.links.pushAck(pair);
  chain(timeline, pair);
}

/** Puts the newest link into the chains of both its entries. */
function chain({ links, index: { joined } }: Timeline, { a, b }: Pick<Link, 'a' | 'b'>): void {
  const { last, before } = joined;
  const place = 2 * links.length - 2;
  while (last.length <= Math.max(a, b)) last.push(0);
  before.push(last.at(a));
  last.set(a, place + 1);
  // A link within one entry stands once in its chain.
  before.push(a === b ? 0 : last.at(b));
  if (a !== b) last.set(b, place + 2);
}

/** What a program tells can come after the packet it is about; no time lies between them then. */
export function between(start: Micros, end: Micros): Micros {
  return Math.max(end - start, 0) as Micros;
}
