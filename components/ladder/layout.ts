import { firstWhere } from '@/lib/base/first-where';
import { type Micros, micros } from '@/lib/base/micros';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Zoom } from './zoom';

/**
 * Where the rows lie, from the top down. Time passes downwards, but not to scale: a pause of a millisecond
 * opens a little room, and a stretch in which nothing happened is one row that says how long it was.
 *
 *   y 0    ┌ #1  0.0 ms   GET /socket.io/…
 *   y 26   ├ #2  +0.8     0 open
 *          │                            (10 ms later: room)
 *   y 62   ├ #3  +10      40
 *   y 88   ┊ ········ 24.9 s quiet ········
 *   y 120  └ #4  +24.9 s  2 ping
 *
 * Zoomed, a pause is as tall as its time at that scale, but no less than a row, and no more than can be taken in.
 * Rows are only ever added at the end, so nothing above a reader's eye moves.
 */
export const ROW_HEIGHT = 26;
export const QUIET_HEIGHT = 32;
/** A pause this long is squeezed into a row of its own. */
export const QUIET_AFTER = micros(1_000_000);
/** Zoomed, a pause that would be taller is squeezed, in pixels. */
export const TALLEST_PAUSE = 480;

export interface EntryRow {
  readonly kind: 'entry';
  readonly y: number;
  readonly height: number;
  readonly n: EntryNumber;
  readonly entry: Entry;
  /** Since the entry above; absent on the first. */
  readonly since: Micros | undefined;
}

export interface QuietRow {
  readonly kind: 'quiet';
  readonly y: number;
  readonly height: number;
  readonly lasted: Micros;
}

export type Row = EntryRow | QuietRow;

export interface Layout {
  readonly zoom: Zoom;
  readonly rows: Row[];
  /** The rows of entries alone, by rising number. */
  readonly entryRows: EntryRow[];
  /** When the first row was, from which all others count. */
  origin: Micros | undefined;
  height: number;
  /** How many of the timeline's entries were looked at. */
  read: number;
}

export function openLayout(zoom?: Zoom): Layout {
  return { zoom, rows: [], entryRows: [], origin: undefined, height: 0, read: 0 };
}

/** Adds a row for each new entry that `shows`, up to entry number `until`. */
export function grow(
  layout: Layout,
  entries: readonly Entry[],
  shows: (entry: Entry) => boolean,
  until: number = entries.length,
): void {
  const end = Math.min(until, entries.length);
  while (layout.read < end) {
    const entry = entries[layout.read];
    layout.read += 1;
    if (entry && shows(entry)) place(layout, entry);
  }
}

/** The row of entry `n`, or of the first one after it that is shown. */
export function rowFrom(layout: Layout, n: EntryNumber): EntryRow | undefined {
  return layout.entryRows[placeOf(layout, n)];
}

/** The row of entry `n` itself, where it is shown. */
export function rowOf(layout: Layout, n: EntryNumber): EntryRow | undefined {
  const row = rowFrom(layout, n);
  return row?.n === n ? row : undefined;
}

/** How many rows of entries come before entry `n`. */
export function placeOf(layout: Layout, n: EntryNumber): number {
  return firstWhere(layout.entryRows, (row) => row.n >= n);
}

/** The rows that touch the stretch from `top` to `bottom`. */
export function rowsBetween(layout: Layout, top: number, bottom: number): readonly Row[] {
  const first = firstWhere(layout.rows, (row) => row.y + row.height > top);
  const last = firstWhere(layout.rows, (row) => row.y >= bottom);
  return layout.rows.slice(first, last);
}

/** The first row of an entry that reaches below `y`. */
export function entryAtHeight(layout: Layout, y: number): EntryRow | undefined {
  return layout.entryRows[firstWhere(layout.entryRows, (row) => row.y + row.height > y)];
}

/** Where a row's arrow lies. The room that time opened is above it. */
export function centreOf(row: Row): number {
  return row.y + row.height - ROW_HEIGHT / 2;
}

function place(layout: Layout, entry: Entry): void {
  const above = layout.entryRows.at(-1);
  const since = above ? micros(Math.max(0, entry.at - above.entry.at)) : undefined;
  layout.origin ??= entry.at;
  const isQuiet = since !== undefined && isSqueezed(since, layout.zoom);
  const room = since === undefined || isQuiet ? 0 : roomFor(since, layout.zoom);
  if (isQuiet) {
    layout.rows.push({ kind: 'quiet', y: layout.height, height: QUIET_HEIGHT, lasted: since });
    layout.height += QUIET_HEIGHT;
  }
  const row: EntryRow = {
    kind: 'entry',
    y: layout.height,
    height: ROW_HEIGHT + room,
    n: entry.n,
    entry,
    since,
  };
  layout.rows.push(row);
  layout.entryRows.push(row);
  layout.height += row.height;
}

function isSqueezed(pause: Micros, zoom: Zoom): boolean {
  return zoom === undefined ? pause >= QUIET_AFTER : roomFor(pause, zoom) > TALLEST_PAUSE;
}

/** Pixels of room for a pause: none under a millisecond, then as its logarithm; zoomed, what a row lacks of its time. */
function roomFor(pause: Micros, zoom: Zoom): number {
  if (zoom !== undefined) return Math.max(0, Math.round((pause * 100) / zoom) - ROW_HEIGHT);
  if (pause < 1000) return 0;
  return Math.round(4 + 6 * Math.log10(pause / 1000));
}
