import { type Column, floats, words } from '@/lib/base/column';
import { firstPlace } from '@/lib/base/first-where';
import { type Micros, micros } from '@/lib/base/micros';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { EntryStore } from '@/lib/session/entry-store';
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
  /** Since the run began, of the first. */
  readonly begins: Micros | undefined;
}

export interface QuietRow {
  readonly kind: 'quiet';
  readonly y: number;
  readonly height: number;
  readonly lasted: Micros;
}

export type Row = EntryRow | QuietRow;

export type Shows = (n: EntryNumber) => boolean;

/**
 * A row of columns for each row of an entry. The rows themselves are made when they come into sight; a stretch of quiet
 * lies where one row does not begin at the end of the one above.
 */
export interface Layout {
  readonly zoom: Zoom;
  readonly entries: EntryStore;
  readonly numbers: Column;
  readonly heights: Column;
  /** Where each row ends. */
  readonly ends: Column;
  /** Rows that were drawn, by their place: one that is the same is not drawn anew. */
  readonly drawn: Map<number, EntryRow>;
  height: number;
  /** How many of the timeline's entries were looked at. */
  read: number;
  /** When the last of those that have a row was seen. */
  lastAt: number;
}

/** Rows that are kept at hand: several screens of them. */
const MOST_DRAWN = 2048;

export function openLayout(entries: EntryStore, zoom?: Zoom): Layout {
  return {
    zoom,
    entries,
    numbers: words(),
    heights: words(),
    ends: floats(),
    drawn: new Map(),
    height: 0,
    read: 0,
    lastAt: 0,
  };
}

/** Adds a row for each new entry that `shows`, up to entry number `until`. */
export function grow(layout: Layout, shows: Shows, until: number = layout.entries.length): void {
  const end = Math.min(until, layout.entries.length);
  while (layout.read < end) {
    const times = layout.entries.timesFrom(layout.read + 1);
    for (let i = 0; i < times.length && layout.read < end; i += 1) {
      layout.read += 1;
      if (shows(layout.read)) place(layout, layout.read, times[i] ?? 0);
    }
  }
}

/** How many rows of entries there are. */
export function rowCount({ numbers }: Layout): number {
  return numbers.length;
}

/** The number of the entry whose row stands at a place from 0 among the rows of entries. */
export function numberAt({ numbers }: Layout, place: number): EntryNumber | undefined {
  return place >= 0 && place < numbers.length ? numbers.at(place) : undefined;
}

/** The row at a place from 0 among the rows of entries. */
export function rowAt(layout: Layout, place: number): EntryRow | undefined {
  const known = layout.drawn.get(place);
  if (known) return known;
  const n = numberAt(layout, place);
  const entry = n === undefined ? undefined : layout.entries.nth(n);
  if (!entry) return undefined;
  const height = layout.heights.at(place);
  const row: EntryRow = {
    kind: 'entry',
    y: layout.ends.at(place) - height,
    height,
    n: entry.n,
    entry,
    since: sinceAt(layout, place),
    begins: place === 0 ? layout.entries.timeInRun(entry.n) : undefined,
  };
  if (layout.drawn.size >= MOST_DRAWN) layout.drawn.clear();
  layout.drawn.set(place, row);
  return row;
}

/** The row of entry `n`, or of the first one after it that is shown. */
export function rowFrom(layout: Layout, n: EntryNumber): EntryRow | undefined {
  return rowAt(layout, placeOf(layout, n));
}

/** The row of entry `n` itself, where it is shown. */
export function rowOf(layout: Layout, n: EntryNumber): EntryRow | undefined {
  const place = placeOf(layout, n);
  return numberAt(layout, place) === n ? rowAt(layout, place) : undefined;
}

/** How many rows of entries come before entry `n`. */
export function placeOf({ numbers }: Layout, n: EntryNumber): number {
  // Where nothing is left out, the numbers follow one another.
  const guess = n - numbers.at(0);
  if (guess >= 0 && numbers.at(guess) === n) return guess;
  return firstPlace(numbers.length, (place) => numbers.at(place) >= n);
}

/** Where the arrow of entry `n` lies, where it is shown. */
export function arrowOf(layout: Layout, n: EntryNumber): number | undefined {
  const place = placeOf(layout, n);
  return layout.numbers.at(place) === n ? layout.ends.at(place) - ROW_HEIGHT / 2 : undefined;
}

/** Where the arrow of entry `n` lies; of one that is not shown, the upper edge of the next row. */
export function heightOf(layout: Layout, n: EntryNumber): number {
  const place = placeOf(layout, n);
  if (place >= layout.numbers.length) return layout.height;
  const end = layout.ends.at(place);
  return layout.numbers.at(place) === n ? end - ROW_HEIGHT / 2 : end - layout.heights.at(place);
}

/** The rows that touch the stretch from `top` to `bottom`. */
export function rowsBetween(layout: Layout, top: number, bottom: number): readonly Row[] {
  const rows: Row[] = [];
  for (let place = placeBelow(layout, top); place < layout.numbers.length; place += 1) {
    const row = rowAt(layout, place);
    if (!row) break;
    const quiet = quietAbove(layout, place, row);
    if (quiet && quiet.y + quiet.height > top && quiet.y < bottom) rows.push(quiet);
    if (row.y >= bottom) break;
    rows.push(row);
  }
  return rows;
}

/** The first row of an entry that reaches below `y`. */
export function entryAtHeight(layout: Layout, y: number): EntryRow | undefined {
  return rowAt(layout, placeBelow(layout, y));
}

/** Where a row's arrow lies. The room that time opened is above it. */
export function centreOf(row: Row): number {
  return row.y + row.height - ROW_HEIGHT / 2;
}

function placeBelow({ ends }: Layout, y: number): number {
  return firstPlace(ends.length, (place) => ends.at(place) > y);
}

function quietAbove(layout: Layout, place: number, row: EntryRow): QuietRow | undefined {
  const above = place === 0 ? 0 : layout.ends.at(place - 1);
  if (row.y === above) return undefined;
  return { kind: 'quiet', y: above, height: row.y - above, lasted: row.since ?? micros(0) };
}

function sinceAt({ entries, numbers }: Layout, place: number): Micros | undefined {
  if (place === 0) return undefined;
  const pause = entries.timeOf(numbers.at(place)) - entries.timeOf(numbers.at(place - 1));
  return micros(Math.max(0, pause));
}

function place(layout: Layout, n: EntryNumber, at: number): void {
  const { numbers, heights, ends, zoom } = layout;
  const pause = numbers.length === 0 ? 0 : Math.max(0, at - layout.lastAt);
  const isQuiet = isSqueezed(pause, zoom);
  const height = ROW_HEIGHT + (isQuiet ? 0 : roomFor(pause, zoom));
  layout.lastAt = at;
  layout.height += height + (isQuiet ? QUIET_HEIGHT : 0);
  numbers.push(n);
  heights.push(height);
  ends.push(layout.height);
}

function isSqueezed(pause: number, zoom: Zoom): boolean {
  return zoom === undefined ? pause >= QUIET_AFTER : roomFor(pause, zoom) > TALLEST_PAUSE;
}

/** Pixels of room for a pause in microseconds: none under a millisecond, then as its logarithm; zoomed, what a row lacks of its time. */
function roomFor(pause: number, zoom: Zoom): number {
  if (zoom !== undefined) return Math.max(0, Math.round((pause * 100) / zoom) - ROW_HEIGHT);
  if (pause < 1000) return 0;
  return Math.round(4 + 6 * Math.log10(pause / 1000));
}
