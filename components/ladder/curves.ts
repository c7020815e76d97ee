import type { Link } from '@/lib/session/entry';
import { arrowOf, type Layout } from './layout';
import type { Stretch } from './stretches';

/** Joins two rows that belong together, in the gutter right of the server's lane. */
export interface Curve extends Stretch {
  readonly link: Link;
  /** 0 is next to the lane. Curves of one track never overlap. */
  readonly track: number;
}

export const MAX_TRACKS = 4;

export function curveKey({ kind, a, packetA, b, packetB }: Link): string {
  return `${kind} ${a}.${packetA ?? ''} ${b}.${packetB ?? ''}`;
}

/** Too many to be drawn all at once: they are for the entry that is selected. */
export function isForSelection(kind: Link['kind'] | undefined): boolean {
  return kind === 'response' || kind === 'because';
}

/** From the arrow of one entry to that of the other, where both are shown. */
export function reachOfLink(layout: Layout, { a, b }: Pick<Link, 'a' | 'b'>): Stretch | undefined {
  const one = arrowOf(layout, a);
  const two = arrowOf(layout, b);
  if (one === undefined || two === undefined || a === b) return undefined;
  return { top: Math.min(one, two), bottom: Math.max(one, two) };
}

/**
 * The innermost track that is free again. Links come in the order in which their second entry does, so short pairs
 * keep close to the lane and what was open for long ends up outside of them:
 *
 *   │╮          track 0: probe
 *   │╯ ╮
 *   │╮ │        track 1: an ack that took longer
 *   │╯ │
 *   │  ╯
 *
 * `ends` is where the last curve of each track ends, and takes this one.
 */
export function takeTrack(ends: number[], { top, bottom }: Stretch, most = Number.POSITIVE_INFINITY): number {
  let free = 0;
  while (free < ends.length && (ends[free] ?? 0) > top) free += 1;
  const track = Math.min(free, most - 1);
  ends[track] = bottom;
  return track;
}
