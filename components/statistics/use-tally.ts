import { useEffect, useMemo, useReducer } from 'react';
import type { EntryNumber } from '@/lib/session/entry';
import { growTally, openTally, type Tally } from '@/lib/session/tally';
import type { Timeline } from '@/lib/session/timeline';

/** A turn of the page is 16 ms; this much of it may go into counting. */
const SLICE_MS = 8;
/** Counted between two looks at the clock. */
const STEP = 40;

interface Counted {
  readonly timeline: Timeline;
  readonly version: number;
  readonly run: number;
  readonly until: number;
  readonly hidden: ((n: EntryNumber) => boolean) | undefined;
  /** Up to this entry it is known what is hidden. */
  readonly known: number | undefined;
}

/** The tally of a run, counted piece by piece so that the page never waits for it. `isDone` when all of it is. */
export function useTally({
  timeline,
  version,
  run,
  until,
  hidden,
  known = Number.POSITIVE_INFINITY,
}: Counted): { readonly tally: Tally; readonly isDone: boolean } {
  const isPaused = Number.isFinite(until);
  const tally = useMemo(() => {
    // A pause may end before what was counted already, so it has a tally of its own.
    void isPaused;
    void timeline;
    return openTally(run, hidden);
  }, [timeline, run, isPaused, hidden]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = Math.min(until, known);
    const count = () => {
      const stop = performance.now() + SLICE_MS;
      let isDone = growTally(tally, timeline, end, STEP);
      while (!isDone && performance.now() < stop) isDone = growTally(tally, timeline, end, STEP);
      redraw();
      if (!isDone) timer = setTimeout(count);
    };
    count();
    return () => clearTimeout(timer);
  }, [tally, timeline, version, until, known]);

  return { tally, isDone: tally.entriesRead >= Math.min(until, timeline.entries.length) };
}
