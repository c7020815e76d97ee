import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { type Filter, matches } from './filter';

/**
 * What a filter keeps of a timeline. It grows with it: each new entry is looked at once, and an older one again only
 * where it was joined with another or a program told of it since, for some keys ask for that.
 */
export interface Kept {
  readonly filter: Filter;
  /** Which entries a reader would see without the filter: only these count as hidden. */
  readonly shows: (entry: Entry) => boolean;
  /** By entry, from entry 1: 1 where it is kept. */
  verdicts: Uint8Array;
  /** How many of the timeline's entries, links and told entries were looked at. */
  entriesRead: number;
  linksRead: number;
  toldRead: number;
  /** How often a verdict was changed after it was given: what was made of the verdicts must then be made anew. */
  changes: number;
  /** How many of each run are hidden. */
  readonly hidden: Map<number, number>;
}

export function openKept(filter: Filter, shows: (entry: Entry) => boolean): Kept {
  return {
    filter,
    shows,
    verdicts: new Uint8Array(1024),
    entriesRead: 0,
    linksRead: 0,
    toldRead: 0,
    changes: 0,
    hidden: new Map(),
  };
}

/** Looks at what is new. Growing it twice to the same end changes nothing. */
export function growKept(kept: Kept, timeline: Timeline): void {
  const { entries, links, index } = timeline;
  const before = kept.entriesRead;
  if (entries.length > kept.verdicts.length) {
    const verdicts = new Uint8Array(2 * entries.length);
    verdicts.set(kept.verdicts);
    kept.verdicts = verdicts;
  }
  const { test } = kept.filter;
  // Entries of a run stand together, so they are counted together.
  let run = -1;
  let hidden = 0;
  for (; kept.entriesRead < entries.length; kept.entriesRead += 1) {
    const entry = entries.at(kept.entriesRead);
    if (!entry) continue;
    if (test(entry, timeline)) kept.verdicts[kept.entriesRead] = 1;
    else if (kept.shows(entry)) {
      if (entry.run !== run) {
        count(kept, run, hidden);
        run = entry.run;
        hidden = 0;
      }
      hidden += 1;
    }
  }
  count(kept, run, hidden);
  const again = (n: EntryNumber) => {
    if (n <= before) lookAgain(kept, timeline, n);
  };
  // Not those that were just read: they were asked with all of this known.
  for (; kept.linksRead < links.length; kept.linksRead += 1) {
    const link = links[kept.linksRead];
    if (!link || before === 0) continue;
    again(link.a);
    again(link.b);
  }
  const { about } = index.told;
  for (; kept.toldRead < about.length; kept.toldRead += 1) again(about[kept.toldRead] ?? 0);
}

export function keeps(kept: Kept, n: EntryNumber): boolean {
  return kept.verdicts[n - 1] === 1;
}

/** How many entries of a run the filter takes out of sight. */
export function hiddenCount(kept: Kept, run: number): number {
  return kept.hidden.get(run) ?? 0;
}

function lookAgain(kept: Kept, timeline: Timeline, n: EntryNumber): void {
  const entry = timeline.entries.nth(n);
  if (!entry) return;
  const isKept = matches(kept.filter, entry, timeline);
  if (isKept === keeps(kept, n)) return;
  kept.verdicts[n - 1] = isKept ? 1 : 0;
  kept.changes += 1;
  if (kept.shows(entry)) count(kept, entry.run, isKept ? -1 : 1);
}

function count(kept: Kept, run: number, more: number): void {
  if (more !== 0) kept.hidden.set(run, hiddenCount(kept, run) + more);
}
