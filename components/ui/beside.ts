import type { Entry, EntryNumber } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';

/** The keys that lead to what an entry belongs with. */
export const BESIDE_KEYS: readonly string[] = ['h', 'l', ',', '.'];

/** The rows of a view in their order: the entry at a place from 0, and before which place an entry stands. */
export interface RowOrder {
  readonly at: (place: number) => EntryNumber | undefined;
  readonly placeOf: (n: EntryNumber) => number;
}

/** The entry that belongs with the selected one: `l` its answer, `h` what it answers, `.` and `,` on its connection. */
export function entryBeside(
  key: string,
  rows: RowOrder,
  timeline: Timeline,
  selected: EntryNumber | undefined,
): EntryNumber | undefined {
  if (selected === undefined) return undefined;
  switch (key) {
    case '.':
      return sameConnection(rows, timeline, selected, 1);
    case ',':
      return sameConnection(rows, timeline, selected, -1);
    case 'l':
      return linksOf(timeline, selected).find(({ a, b }) => a === selected && b !== selected)?.b;
    case 'h':
      return linksOf(timeline, selected).find(({ a, b }) => b === selected && a !== selected)?.a;
    default:
      return undefined;
  }
}

/** The next row, up or down, of the connection on which the selected entry travelled. */
function sameConnection(
  { at, placeOf }: RowOrder,
  { entries }: Timeline,
  selected: EntryNumber,
  way: 1 | -1,
): EntryNumber | undefined {
  const conn = connOf(entries.nth(selected));
  if (conn === undefined) return undefined;
  for (let place = placeOf(selected) + (way === 1 ? 0 : -1); ; place += way) {
    const n = at(place);
    if (n === undefined) return undefined;
    if (n !== selected && connOf(entries.nth(n)) === conn) return n;
  }
}

function connOf(entry: Entry | undefined): number | undefined {
  return entry && 'conn' in entry ? entry.conn : undefined;
}
