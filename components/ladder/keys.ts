import type { Entry, EntryNumber } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { type Layout, numberAt, placeOf, rowCount } from './layout';

/** How many rows PageUp and PageDown pass. */
const PAGE = 12;

/** The entry a key leads to from the selected one; `undefined` for keys that lead nowhere. */
export function entryAfterKey(
  key: string,
  layout: Layout,
  timeline: Timeline,
  selected: EntryNumber | undefined,
): EntryNumber | undefined {
  const count = rowCount(layout);
  const here = selected === undefined ? -1 : placeOf(layout, selected);
  const to = (place: number) => numberAt(layout, Math.min(Math.max(place, 0), count - 1));
  switch (key) {
    case 'j':
    case 'ArrowDown':
      // A selected entry that is hidden lies between two rows: its next row is already `here`.
      return to(numberAt(layout, here) === selected || here < 0 ? here + 1 : here);
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
    case '.':
      return sameConnection(layout, timeline, selected, 1);
    case ',':
      return sameConnection(layout, timeline, selected, -1);
    case 'l':
      return selected === undefined
        ? undefined
        : linksOf(timeline, selected).find((link) => link.a === selected && link.b !== selected)?.b;
    case 'h':
      return selected === undefined
        ? undefined
        : linksOf(timeline, selected).find((link) => link.b === selected && link.a !== selected)?.a;
    default:
      return undefined;
  }
}

/** The next row, up or down, of the connection on which the selected entry travelled. */
function sameConnection(
  layout: Layout,
  timeline: Timeline,
  selected: EntryNumber | undefined,
  way: 1 | -1,
): EntryNumber | undefined {
  if (selected === undefined) return undefined;
  const conn = connOf(timeline.entries.nth(selected));
  if (conn === undefined) return undefined;
  for (let place = placeOf(layout, selected) + (way === 1 ? 0 : -1); ; place += way) {
    const n = numberAt(layout, place);
    if (n === undefined) return undefined;
    if (n !== selected && connOf(timeline.entries.nth(n)) === conn) return n;
  }
}

function connOf(entry: Entry | undefined): number | undefined {
  return entry && 'conn' in entry ? entry.conn : undefined;
}
