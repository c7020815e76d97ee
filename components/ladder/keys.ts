import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { entryBeside } from '../ui/beside';
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
    default:
      return entryBeside(
        key,
        { at: (place) => numberAt(layout, place), placeOf: (n) => placeOf(layout, n) },
        timeline,
        selected,
      );
  }
}
