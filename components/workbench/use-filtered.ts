import { useMemo } from 'react';
import { shownOf } from '@/components/ui/shown';
import { hiddenCount, keeps } from '@/lib/filter/kept';
import type { EntryNumber } from '@/lib/session/entry';
import { filteredBy, hiddenSince } from '@/lib/state/filtered';
import { useShownRun, useTimeline, useWorkbenchState } from '@/lib/state/workbench-context';

export interface Filtered {
  /** `true` of an entry that the filter takes out of sight. It is another function when older entries changed. */
  readonly hidden: (n: EntryNumber) => boolean;
  /** `true` of an entry that the filter finds: what is shown for another reason is none. */
  readonly isHit: (n: EntryNumber) => boolean;
  /** How many of the run that is shown are out of sight. */
  readonly count: number;
  /** How many of them came while the filter was in force. */
  readonly news: number;
}

/** What the filter hides; `undefined` where nothing is filtered. */
export function useFiltered(): Filtered | undefined {
  const { timeline } = useTimeline();
  const run = useShownRun();
  const text = useWorkbenchState((state) => state.filter);
  const revealed = useWorkbenchState((state) => state.revealed);
  const filtered = filteredBy(timeline, text, shownOf(timeline.entries, false));
  const kept = filtered?.kept;
  const changes = kept?.changes;
  // Those that are kept anyway make no difference: going through them must not lay out everything anew.
  const anyway = kept ? [...revealed].filter((n) => !keeps(kept, n)) : [];
  const names = anyway.join(' ');

  const verdicts = useMemo(() => {
    // Verdicts are changed in place; their number tells.
    void changes;
    const shown = new Set(names.split(' ').map(Number));
    return (
      kept && {
        hidden: (n: EntryNumber) => !keeps(kept, n) && !shown.has(n),
        isHit: (n: EntryNumber) => keeps(kept, n),
      }
    );
  }, [kept, changes, names]);

  if (!filtered || !verdicts) return undefined;
  const inRun = anyway.filter((n) => timeline.entries.runOf(n) === run);
  return {
    ...verdicts,
    count: hiddenCount(filtered.kept, run) - inRun.length,
    news: hiddenSince(filtered, run),
  };
}
