import { useMemo } from 'react';
import { shownOf } from '@/components/ui/shown';
import { useNextFrames } from '@/components/ui/use-next-frames';
import { hiddenCount, type Kept, keeps } from '@/lib/filter/kept';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { filteredBy, goOn, hiddenSince } from '@/lib/state/filtered';
import type { WorkbenchState } from '@/lib/state/store';
import { useOfTimeline, useShownRun, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

interface Verdicts {
  /** `true` of an entry that the filter takes out of sight. It is another function when older entries changed. */
  readonly hidden: (n: EntryNumber) => boolean;
  /** `true` of an entry that the filter finds: what is shown for another reason is none. */
  readonly isHit: (n: EntryNumber) => boolean;
}

export interface Filtered extends Verdicts {
  /** How many of the run that is shown are out of sight. */
  readonly count: number;
  /** How many of them came while the filter was in force. */
  readonly news: number;
  /** Up to this entry it is known; more is looked at with the next frames. */
  readonly known: number;
}

/** What the filter hides; `undefined` where nothing is filtered. Drawn anew when it hides more, but not with each row. */
export function useFiltered(): Filtered | undefined {
  const { recording } = useWorkbench();
  const run = useShownRun();
  const text = useWorkbenchState((state) => state.filter);
  const revealed = useWorkbenchState((state) => state.revealed);
  const kept = useOfTimeline(
    (timeline) => filteredBy(timeline, text, shownOf(timeline.entries, false), true)?.kept,
  );
  // Verdicts are changed in place; their number tells.
  const changes = useOfTimeline(() => kept?.changes);
  const hidden = useOfTimeline(() => (kept ? hiddenCount(kept, run) : 0));
  const anyway = kept ? shownAnyway(kept, revealed) : [];
  const names = anyway.join(' ');

  const verdicts = useMemo(() => {
    void changes;
    return kept && verdictsOf(kept, names === '' ? [] : names.split(' ').map(Number));
  }, [kept, changes, names]);

  const timeline = recording.timeline();
  const filtered = filteredBy(timeline, text, shownOf(timeline.entries, false), true);
  const known = filtered?.kept.entriesRead ?? 0;
  useNextFrames(filtered?.isBehind === true, () => filtered === undefined || goOn(timeline, filtered));
  if (!filtered || !verdicts) return undefined;
  const inRun = anyway.filter((n) => timeline.entries.runOf(n) === run);
  return { ...verdicts, count: hidden - inRun.length, news: hiddenSince(filtered, run), known };
}

/** What is out of sight now, for those who ask at that moment only. */
export function hiddenNow(
  timeline: Timeline,
  { filter, revealed }: Pick<WorkbenchState, 'filter' | 'revealed'>,
): ((n: EntryNumber) => boolean) | undefined {
  const kept = filteredBy(timeline, filter, shownOf(timeline.entries, false))?.kept;
  return kept && verdictsOf(kept, shownAnyway(kept, revealed)).hidden;
}

/** Those that are kept make no difference: going through them must not lay out everything anew. */
function shownAnyway(kept: Kept, revealed: ReadonlySet<EntryNumber>): readonly EntryNumber[] {
  return [...revealed].filter((n) => !keeps(kept, n));
}

function verdictsOf(kept: Kept, anyway: readonly EntryNumber[]): Verdicts {
  const shown = new Set(anyway);
  return {
    hidden: shown.size === 0 ? (n) => !keeps(kept, n) : (n) => !keeps(kept, n) && !shown.has(n),
    isHit: (n) => keeps(kept, n),
  };
}
