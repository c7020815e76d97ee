import { type Column, words } from '@/lib/base/column';
import { firstPlace } from '@/lib/base/first-where';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { entryBeside } from '../ui/beside';
import type { FollowedRows, RowPlace } from '../ui/use-follow';

export const LIST_ROW = 24;

/** The entries of the list, one row each and all of the same height. */
export interface ListRows {
  readonly numbers: Column;
  /** Where each entry stands, once they are in another order than that of time. */
  readonly places?: ReadonlyMap<EntryNumber, number>;
  /** How many of the timeline's entries were looked at. */
  read: number;
}

export function openRows(): ListRows {
  return { numbers: words(), read: 0 };
}

/** The number of the entry at a place from 0. */
export function numberAt({ numbers }: ListRows, place: number): EntryNumber | undefined {
  return place >= 0 && place < numbers.length ? numbers.at(place) : undefined;
}

/** Adds each new entry that `shows`, up to entry number `until`. */
export function growRows(rows: ListRows, shows: (n: EntryNumber) => boolean, until: number): void {
  while (rows.read < until) {
    rows.read += 1;
    if (shows(rows.read)) rows.numbers.push(rows.read);
  }
}

/** The same rows in another order. Equal ones keep the order of time; those without a value come last. */
export function sortRows(
  rows: ListRows,
  sortedAs: (n: EntryNumber) => number | string | undefined,
  way: 'ascending' | 'descending',
): ListRows {
  const sign = way === 'ascending' ? 1 : -1;
  const valued = Array.from({ length: rows.numbers.length }, (_, place) => {
    const n = rows.numbers.at(place);
    return { n, value: sortedAs(n) };
  });
  valued.sort((a, b) => {
    if (a.value === undefined || b.value === undefined)
      return Number(a.value === undefined) - Number(b.value === undefined);
    return a.value === b.value ? 0 : sign * (a.value < b.value ? -1 : 1);
  });
  const numbers = words();
  for (const { n } of valued) numbers.push(n);
  return { numbers, places: new Map(valued.map(({ n }, place) => [n, place])), read: rows.read };
}

/** How many rows come before entry `n`: in the order of time by halving. */
export function placeIn({ numbers, places }: ListRows, n: EntryNumber): number {
  if (places) return places.get(n) ?? numbers.length;
  return firstPlace(numbers.length, (place) => numbers.at(place) >= n);
}

export function followedRows(rows: ListRows): FollowedRows {
  const at = (place: number): RowPlace | undefined => {
    const n = numberAt(rows, place);
    return n === undefined ? undefined : { n, y: place * LIST_ROW, height: LIST_ROW };
  };
  return {
    count: () => rows.numbers.length,
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
  timeline: Timeline,
  selected: EntryNumber | undefined,
): EntryNumber | undefined {
  const count = rows.numbers.length;
  const here = selected === undefined ? -1 : placeIn(rows, selected);
  const isShown = numberAt(rows, here) === selected;
  const to = (place: number) => numberAt(rows, Math.min(Math.max(place, 0), count - 1));
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return to(here < 0 || isShown ? here + 1 : here);
    case 'k':
    case 'ArrowUp':
      return to(here < 0 ? count - 1 : here - 1);
    case 'PageDown':
      return to(here + PAGE);
    case 'PageUp':
      return to(here - PAGE);
    case 'Home':
      return to(0);
    case 'End':
      return to(count - 1);
    default:
      return entryBeside(
        key,
        { at: (place) => numberAt(rows, place), placeOf: (n) => placeIn(rows, n) },
        timeline,
        selected,
      );
  }
}

/** How many rows PageUp and PageDown pass. */
const PAGE = 12;
