import type { EntryNumber, Link } from '@/lib/session/entry';
import { centreOf, type Layout, rowOf } from './layout';

/** Joins two rows that belong together, in the gutter right of the server's lane. */
export interface Curve {
  readonly key: string;
  readonly link: Link;
  readonly top: number;
  readonly bottom: number;
  /** 0 is next to the lane. Curves of one track never overlap. */
  readonly track: number;
}

/** What is written in the gutter, at a height where nothing else is. */
export interface Words {
  readonly key: string;
  readonly y: number;
  readonly text: string;
  readonly about: Link['kind'] | 'held';
}

export const MAX_TRACKS = 4;
/** Height of a line in the gutter. */
const LINE = 14;

/**
 * Links come in the order in which their second entry does, so a track is free as soon as its last curve ends
 * above. Short pairs keep close to the lane; what was open for long ends up outside of them:
 *
 *   │╮          track 0: probe
 *   │╯ ╮
 *   │╮ │        track 1: an ack that took longer
 *   │╯ │
 *   │  ╯
 */
export function placeCurves(
  layout: Layout,
  links: readonly Link[],
  run: number,
  selected: EntryNumber | undefined,
): Curve[] {
  const ends: number[] = [];
  return links.flatMap((link): Curve[] => {
    const isWanted = link.kind !== 'response' || link.a === selected || link.b === selected;
    const a = isWanted ? rowOf(layout, link.a) : undefined;
    const b = a && rowOf(layout, link.b);
    if (!a || !b || a === b || a.entry.run !== run) return [];
    const [top, bottom] = [centreOf(a), centreOf(b)];
    const key = `${link.kind} ${link.a}.${link.packetA ?? ''} ${link.b}.${link.packetB ?? ''}`;
    // Drawn for the selection only, so it must not push others about: it keeps inside of all.
    if (link.kind === 'response') return [{ key, link, top, bottom, track: MAX_TRACKS }];
    const free = ends.findIndex((end) => end <= top);
    const track = Math.min(free < 0 ? ends.length : free, MAX_TRACKS - 1);
    ends[track] = bottom;
    return [{ key, link, top, bottom, track }];
  });
}

export interface WordsWanted {
  readonly key: string;
  readonly text: string;
  readonly about: Words['about'];
  readonly top: number;
  readonly bottom: number;
}

/** Each as near to its middle as the ones before it leave room for, within its stretch; else it is left out. */
export function placeWords(wanted: readonly WordsWanted[]): Words[] {
  const taken = new Set<number>();
  return wanted.flatMap(({ key, text, about, top, bottom }): Words[] => {
    const middle = Math.round((top + bottom) / 2 / LINE);
    const reach = Math.floor((bottom - top) / 2 / LINE) + 1;
    for (let step = 0; step <= 2 * reach; step += 1) {
      const slot = middle + (step % 2 === 0 ? step / 2 : -(step + 1) / 2);
      if (slot < 0 || taken.has(slot)) continue;
      taken.add(slot);
      return [{ key, text, about, y: slot * LINE }];
    }
    return [];
  });
}
