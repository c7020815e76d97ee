import type { SourcePlace } from '@/lib/capture/record';
import { causesOf } from './causes';
import type { EntryNumber, Party } from './entry';
import type { LineUse } from './lines';
import { linkInto, linksOf } from './links';
import type { PacketAt } from './messages';
import type { Timeline } from './timeline';
import { type HandlerCall, headerOf } from './told';

export type { LineUse } from './lines';
export type { PacketAt } from './messages';
export type { HandlerCall } from './told';

/** The functions of programs that were called with the packets of an entry. `packet` is the place in `unit.packets`. */
export function handlersOf(
  timeline: Timeline,
  n: EntryNumber,
): readonly (HandlerCall & { readonly packet: number })[] {
  return timeline.index.told.handlers.get(n) ?? [];
}

/** The entry that told that nobody listened to this packet. */
export function unheardOf(timeline: Timeline, n: EntryNumber, packet: number): EntryNumber | undefined {
  return timeline.index.told.unheard.get(n)?.find((one) => one.packet === packet)?.by;
}

const BECAUSE = ['because', 'ack', 'connect'] as const;

/** The packets that were sent in the handling of this one, in the order in which they were joined. */
export function consequencesOf(timeline: Timeline, n: EntryNumber, packet: number): readonly PacketAt[] {
  return linksOf(timeline, n).flatMap((link): PacketAt[] => {
    const isOne = BECAUSE.some((kind) => kind === link.kind) && link.a === n && link.packetA === packet;
    return isOne ? [{ n: link.b, packet: link.packetB ?? 0 }] : [];
  });
}

/** The packet in whose handling this one was sent, where that is known. */
export function becauseOf(timeline: Timeline, n: EntryNumber, packet: number): PacketAt | undefined {
  const link = linkInto(timeline, { n, packet }, BECAUSE);
  return link && { n: link.a, packet: link.packetA ?? 0 };
}

/** One packet of a chain: the line that sent it, who heard it, and what they sent because of it. */
export interface ChainLink extends PacketAt {
  readonly from: Party;
  readonly to: Party;
  /** The line that sent it, where a program told. */
  readonly place?: SourcePlace;
  readonly handlers: readonly HandlerCall[];
  /** Told by the program it came to: nobody listened. */
  readonly unheard: boolean;
  /** It is on the way from the first packet to the one asked about, or is that one. */
  readonly onPath: boolean;
  readonly then: readonly ChainLink[];
  /** More came of it than is listed here. */
  readonly more: boolean;
}

/** How far back a chain is walked, and how many packets it may hold: two ends can call to each other for ever. */
const FARTHEST_BACK = 32;
const MOST_LINKS = 200;

/**
 * The chain a packet stands in, from its first cause to its last consequence:
 *
 *     alice client.js:4 ─► 42["chat"] ─► server.js:7 (heard once) ─► 42["chat"] ─► bob client.js:9
 *                                                                 └► 42["chat"] ─► carol client.js:9
 *
 * `undefined` where there is no such packet. An attachment stands for the packet that announced it.
 */
export function chainOf(timeline: Timeline, n: EntryNumber, packet: number): ChainLink | undefined {
  const path: PacketAt[] = [headerOf(timeline, { n, packet })];
  for (let first = path[0]; first && path.length < FARTHEST_BACK; ) {
    const before = becauseOf(timeline, first.n, first.packet);
    if (before) path.unshift(before);
    first = before;
  }
  const [root] = path;
  const budget = { left: MOST_LINKS };
  return root && chainFrom(timeline, root, path, budget);
}

function chainFrom(
  timeline: Timeline,
  { n, packet }: PacketAt,
  path: readonly PacketAt[],
  budget: { left: number },
): ChainLink | undefined {
  const entry = timeline.entries.nth(n);
  if (entry?.kind !== 'unit' || !entry.unit.packets[packet]) return undefined;
  budget.left -= 1;
  const onPath = path.some((one) => one.n === n && one.packet === packet);
  const place = causesOf(timeline, n).find((cause) => cause.packet === packet)?.place;
  const consequences = consequencesOf(timeline, n, packet);
  const then: ChainLink[] = [];
  for (const one of consequences) {
    // The way to the packet that was asked about is never cut.
    const isWanted = path.some((step) => step.n === one.n && step.packet === one.packet);
    if (budget.left <= 0 && !isWanted) continue;
    const link = chainFrom(timeline, one, path, budget);
    if (link) then.push(link);
  }
  return {
    n,
    packet,
    from: entry.from,
    to: entry.to,
    ...(place && { place }),
    handlers: handlersOf(timeline, n).filter((handler) => handler.packet === packet),
    unheard: unheardOf(timeline, n, packet) !== undefined,
    onPath,
    then,
    more: then.length < consequences.length,
  };
}

/** What each line of a file did in one run of the program; lines that were not seen to do anything are absent. */
export function linesOf(timeline: Timeline, run: number, file: string): ReadonlyMap<number, LineUse> {
  return timeline.index.lines.get(`${run} ${file}`) ?? NO_LINES;
}

const NO_LINES: ReadonlyMap<number, LineUse> = new Map();
