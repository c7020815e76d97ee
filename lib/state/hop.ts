import type { SourcePlace } from '@/lib/capture/record';
import { causesOf } from '@/lib/session/causes';
import { handlersOf, unheardOf } from '@/lib/session/chain';
import type { EntryNumber, Party } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/** A line of one side that has to do with an entry. */
export interface SideLine {
  readonly side: Party;
  readonly place: SourcePlace;
}

/** From the lines that sent an entry's packets to the lines that heard them. */
export interface Hop {
  readonly from: readonly SideLine[];
  readonly n: EntryNumber;
  readonly to: readonly SideLine[];
  /** Who got it and has no function for it. */
  readonly unheard: Party | undefined;
}

/** `undefined` where no program is known to have sent or heard it. */
export function hopOf(timeline: Timeline, n: EntryNumber): Hop | undefined {
  const entry = timeline.entries.nth(n);
  if (entry?.kind !== 'unit') return undefined;
  const from = causesOf(timeline, n).map(({ place }) => ({ side: entry.from, place }));
  const to = handlersOf(timeline, n).flatMap(({ side, place }) => (place ? [{ side, place }] : []));
  const isUnheard = entry.unit.packets.some((_, packet) => unheardOf(timeline, n, packet) !== undefined);
  if (from.length === 0 && to.length === 0 && !isUnheard) return undefined;
  return { from: distinct(from), n, to: distinct(to), unheard: isUnheard ? entry.to : undefined };
}

function distinct(lines: readonly SideLine[]): readonly SideLine[] {
  const byPlace = new Map(
    lines.map((line) => [`${line.side} ${line.place.file}:${line.place.line}`, line] as const),
  );
  return [...byPlace.values()];
}
