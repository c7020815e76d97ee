import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { Filter } from './filter';

/**
 * What a filter keeps of a timeline. It grows with it: each new entry is looked at once, and an older one again only
 * where it was joined with another or a program told of it since, for some keys ask for that.
 */
export interface Kept {
  readonly filter: Filter;
  /** Which entries a reader would see without the filter: only these count as hidden. Frames of one shape are alike. */
  readonly shows: (n: EntryNumber) => boolean;
  /** What it says of each shape of frames, where it need not be asked about each frame: see `SAID`. */
  shapes: Uint8Array;
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

export function openKept(filter: Filter, shows: (n: EntryNumber) => boolean): Kept {
  return {
    filter,
    shows,
    shapes: new Uint8Array(64),
    verdicts: new Uint8Array(1024),
    entriesRead: 0,
    linksRead: 0,
    toldRead: 0,
    changes: 0,
    hidden: new Map(),
  };
}

/** What is said of a shape. `nobody`: it is hidden, and nobody would see it without the filter either. */
const SAID = { nothing: 0, kept: 1, hidden: 2, nobody: 3 } as const;

/** Entries between two questions whether to go on. */
const STRIDE = 256;

/**
 * Looks at what is new, as long as it may. Growing it twice to the same end changes nothing. `false` when entries are
 * left to be looked at: of these it says nothing yet.
 */
export function growKept(kept: Kept, timeline: Timeline, mayGoOn: () => boolean = always): boolean {
  const { entries, links, index } = timeline;
  const before = kept.entriesRead;
  if (entries.length > kept.verdicts.length) {
    const verdicts = new Uint8Array(2 * entries.length);
    verdicts.set(kept.verdicts);
    kept.verdicts = verdicts;
  }
  let left = STRIDE;
  while (kept.entriesRead < entries.length) {
    if (left === 0) {
      if (!mayGoOn()) break;
      left = STRIDE;
    }
    const n = kept.entriesRead + 1;
    if (kept.filter.byShape && readShapes(kept, timeline, n)) {
      // These may have been thousands.
      left = 0;
      continue;
    }
    left -= 1;
    kept.entriesRead = n;
    if (keepsNow(kept, timeline, n)) kept.verdicts[n - 1] = 1;
    else if (kept.shows(n)) count(kept, entries.runOf(n), 1);
  }
  const again = (n: EntryNumber) => {
    if (n <= before) lookAgain(kept, timeline, n);
  };
  // Not those that were just read: they were asked with all of this known.
  if (before === 0) kept.linksRead = links.length;
  for (; kept.linksRead < links.length; kept.linksRead += 1) {
    const { a, b } = links.endsAt(kept.linksRead);
    again(a);
    again(b);
  }
  const { about } = index.told;
  for (; kept.toldRead < about.length; kept.toldRead += 1) again(about[kept.toldRead] ?? 0);
  return kept.entriesRead === entries.length;
}

function always(): boolean {
  return true;
}

export function keeps(kept: Kept, n: EntryNumber): boolean {
  return kept.verdicts[n - 1] === 1;
}

/** Reads entry `n` and those after it, as many as lie together, while their shapes say all of them. `false` where none does. */
function readShapes(kept: Kept, { entries }: Timeline, n: EntryNumber): boolean {
  const said = kept.shapes;
  const shapes = entries.shapesFrom(n);
  const runs = entries.runsFrom(n);
  let read = 0;
  // Entries of a run stand together, so they are counted together.
  let run = runs[0] ?? 0;
  let hidden = 0;
  for (; read < shapes.length; read += 1) {
    const says = said[shapes[read] ?? 0] ?? SAID.nothing;
    if (says === SAID.nothing) break;
    if (says === SAID.kept) kept.verdicts[n - 1 + read] = 1;
    if (says !== SAID.hidden) continue;
    if (runs[read] !== run) {
      count(kept, run, hidden);
      run = runs[read] ?? 0;
      hidden = 0;
    }
    hidden += 1;
  }
  count(kept, run, hidden);
  kept.entriesRead += read;
  return read > 0;
}

/** Asked of the entry as it is now; of frames, where that does for all of its shape, of the first that came. */
function keepsNow(kept: Kept, timeline: Timeline, n: EntryNumber): boolean {
  const { filter, shapes } = kept;
  const shape = filter.byShape ? timeline.entries.shapeOf(n) : 0;
  const says = shapes[shape] ?? SAID.nothing;
  if (says !== SAID.nothing) return says === SAID.kept;
  const entry = timeline.entries.nth(n);
  const isKept = entry !== undefined && filter.test(entry, timeline);
  if (shape !== 0) say(kept, shape, isKept ? SAID.kept : kept.shows(n) ? SAID.hidden : SAID.nobody);
  return isKept;
}

function say(kept: Kept, shape: number, what: number): void {
  if (shape >= kept.shapes.length) {
    const shapes = new Uint8Array(2 * shape);
    shapes.set(kept.shapes);
    kept.shapes = shapes;
  }
  kept.shapes[shape] = what;
}

/** How many entries of a run the filter takes out of sight. */
export function hiddenCount(kept: Kept, run: number): number {
  return kept.hidden.get(run) ?? 0;
}

function lookAgain(kept: Kept, timeline: Timeline, n: EntryNumber): void {
  const isKept = keepsNow(kept, timeline, n);
  if (isKept === keeps(kept, n)) return;
  kept.verdicts[n - 1] = isKept ? 1 : 0;
  kept.changes += 1;
  if (kept.shows(n)) count(kept, timeline.entries.runOf(n), isKept ? -1 : 1);
}

function count(kept: Kept, run: number, more: number): void {
  if (more !== 0) kept.hidden.set(run, hiddenCount(kept, run) + more);
}
