import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { FollowedRows, RowPlace } from '../ui/use-follow';

export const LIST_ROW = 24;

/** The entries of the list, one row each and all of the same height. */
export interface ListRows {
  readonly entries: Entry[];
  /** Where each entry stands, once they are in another order than that of time. */
  readonly places?: ReadonlyMap<EntryNumber, number>;
  /** How many of the timeline's entries were looked at. */
  read: number;
}

export function openRows(): ListRows {
  return { entries: [], read: 0 };
}

/** Adds each new entry that `shows`, up to entry number `until`. */
export function growRows(
  rows: ListRows,
  entries: readonly Entry[],
  shows: (entry: Entry) => boolean,
  until: number = entries.length,
): void {
  const end = Math.min(until, entries.length);
  for (; rows.read < end; rows.read += 1) {
    const entry = entries[rows.read];
    if (entry && shows(entry)) rows.entries.push(entry);
  }
}

/** The same rows in another order. Equal ones keep the order of time; those without a value come last. */
export function sortRows(
  rows: ListRows,
  sortedAs: (entry: Entry) => number | string | undefined,
  way: 'ascending' | 'descending',
): ListRows {
  const sign = way === 'ascending' ? 1 : -1;
  const valued = rows.entries.map((entry) => ({ entry, value: sortedAs(entry) }));
  valued.sort((a, b) => {
    if (a.value === undefined || b.value === undefined)
      return Number(a.value === undefined) - Number(b.value === undefined);
    return a.value === b.value ? 0 : sign * (a.value < b.value ? -1 : 1);
  });
  const entries = valued.map(({ entry }) => entry);
  return { entries, places: new Map(entries.map(({ n }, place) => [n, place])), read: rows.read };
}

/** How many rows come before entry `n`: in the order of time by halving. */
export function placeIn(rows: ListRows, n: EntryNumber): number {
  if (rows.places) return rows.places.get(n) ?? rows.entries.length;
  let low = 0;
  let high = rows.entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows.entries[middle]?.n ?? n) < n) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function followedRows(rows: ListRows): FollowedRows {
  const at = (place: number): RowPlace | undefined => {
    const entry = rows.entries[place];
    return entry && { n: entry.n, y: place * LIST_ROW, height: LIST_ROW };
  };
  return {
    count: () => rows.entries.length,
    rowOf: (n) => {
      const row = at(placeIn(rows, n));
      return row?.n === n ? row : undefined;
    },
    rowFrom: (n) => at(placeIn(rows, n)),
    rowAt: (y) => at(Math.max(0, Math.floor(y / LIST_ROW))),
  };
}

/** The entry a key leads to from the selected one. */
export function entryAfterKey(
  key: string,
  rows: ListRows,
  selected: EntryNumber | undefined,
): EntryNumber | undefined {
  const { entries } = rows;
  const here = selected === undefined ? -1 : placeIn(rows, selected);
  const isShown = entries[here]?.n === selected;
  const to = (place: number) => entries[Math.min(Math.max(place, 0), entries.length - 1)]?.n;
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return to(here < 0 || isShown ? here + 1 : here);
    case 'k':
    case 'ArrowUp':
      return to(here < 0 ? entries.length - 1 : here - 1);
    case 'PageDown':
      return to(here + PAGE);
    case 'PageUp':
      return to(here - PAGE);
    case 'Home':
      return to(0);
    case 'End':
      return to(entries.length - 1);
    default:
      return undefined;
  }
}

/** How many rows PageUp and PageDown pass. */
const PAGE = 12;
