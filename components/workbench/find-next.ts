import { dissectedOf } from '@/components/inspector/dissected';
import { tellingLeaf } from '@/components/inspector/spread';
import { shownIn, shownOf } from '@/components/ui/shown';
import { keeps } from '@/lib/filter/kept';
import type { EntryNumber } from '@/lib/session/entry';
import { filteredBy } from '@/lib/state/filtered';
import { findFrom, readSought } from '@/lib/state/find';
import type { Workbench } from '@/lib/state/workbench-context';

/** Selects the next entry that has what is looked for, and the field that holds it. Only what is in sight is searched. */
export function findNext({ store, recording }: Workbench, run: number, way: 1 | -1): void {
  const { sought, filter, revealed, entry: selected, select, pick, seek, saySought } = store.getState();
  const wanted = readSought(sought ?? '');
  if (!wanted) {
    // Nothing to look for yet: it is asked for.
    seek(sought ?? '');
    return;
  }
  const timeline = recording.timeline();
  const filtered = filteredBy(timeline, filter, shownOf(timeline.entries, false));
  const hidden = (n: EntryNumber) => filtered !== undefined && !keeps(filtered.kept, n) && !revealed.has(n);
  const isInSight = shownIn(timeline.entries, run, false, hidden);
  const found = findFrom(timeline, wanted, selected, way, isInSight);
  if (!found) {
    saySought(filtered ? 'not in what the filter shows' : 'not found');
    return;
  }
  const entry = timeline.entries.nth(found.n);
  select(found.n);
  saySought(`in #${found.n}`);
  if (!found.place || entry?.kind !== 'unit') return;
  const leaf = tellingLeaf(dissectedOf(entry.unit), found.place.buffer, found.place.start);
  if (leaf) pick({ key: leaf.key, buffer: leaf.buffer, start: leaf.start, end: leaf.end });
}
