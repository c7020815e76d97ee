'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { ClientStates } from '@/components/time/client-states';
import { entryOf, growStops, lastOf, openStops, type TimePlace } from '@/components/time/stops';
import { TimeBar } from '@/components/time/time-bar';
import { usePlayback } from '@/components/time/use-playback';
import { shownIn } from '@/components/ui/shown';
import { useFrozen } from '@/components/ui/use-frozen';
import { useParts } from '@/components/ui/use-parts';
import { micros } from '@/lib/base/micros';
import type { EntryNumber } from '@/lib/session/entry';
import { momentAt } from '@/lib/session/moment';
import { keepChoice, readChoice } from '@/lib/state/stored';
import { SPEEDS } from '@/lib/state/time';
import {
  useCalmTimeline,
  useOfTimeline,
  useShownRun,
  useWorkbench,
  useWorkbenchState,
} from '@/lib/state/workbench-context';

interface TimePanelProps {
  readonly cast: readonly string[];
  /** The reader's filter. */
  readonly hidden?: (n: EntryNumber) => boolean;
  /** Up to this entry the filter has been asked. */
  readonly known?: number;
}

const OPEN = 'socketscope:clients-at-moment';

/** One moment for everything: the selected entry is it, and the slider, the marks and playing back move it. */
export function TimePanel({ cast, hidden, known = Number.POSITIVE_INFINITY }: TimePanelProps) {
  const { store, isFile = false } = useWorkbench();
  const { timeline } = useCalmTimeline();
  const n = useWorkbenchState((state) => state.entry);
  const after = useWorkbenchState((state) => state.after);
  const playing = useWorkbenchState((state) => state.playing);
  const speed = useWorkbenchState((state) => state.speed);
  const marks = useWorkbenchState((state) => state.marks);
  const paused = useWorkbenchState((state) => state.paused);
  const isRecorded = useWorkbenchState((state) => state.recorded !== undefined);
  const run = useShownRun();
  const [open, setOpen] = useState(() => (readChoice(OPEN, ['open', 'closed']) ?? roomy()) === 'open');
  const until = useFrozen(timeline.entries.length, !paused);

  const { stops, shows } = useMemo(() => {
    void paused;
    return { stops: openStops(timeline.entries), shows: shownIn(timeline.entries, run, false, hidden) };
  }, [timeline, run, hidden, paused]);
  useParts(
    () => stops.read,
    Math.min(until, known, timeline.entries.length),
    (n) => growStops(stops, shows, n),
  );

  const { goTo, play, select } = store.getState();
  const at: TimePlace | undefined = n === undefined ? undefined : { n, after };
  const first = entryOf(stops, 0);
  const toFirst = () => first && goTo(first.n);

  usePlayback({
    playing,
    speed,
    stops,
    from: () => {
      const { entry, after } = store.getState();
      return entry === undefined ? undefined : { n: entry, after };
    },
    onGo: ({ n, after }) => goTo(n, after),
    onEnd: () => play(false),
  });
  useForgetMarks();

  function onPlay(next: boolean): void {
    // From the end, and from now, it begins again.
    if (next && (n === undefined || n === lastOf(stops))) toFirst();
    play(next);
  }

  if (!first) return undefined;
  const shown = timeline.entries.nth(n ?? until) ?? timeline.entries.at(-1);
  return (
    <TimeBar
      timeline={timeline}
      stops={stops}
      at={at}
      marks={marks.filter((mark) => timeline.entries.runOf(mark) === run)}
      playing={playing}
      speed={speed}
      speeds={SPEEDS}
      endless={!isFile && !isRecorded}
      onGo={({ n, after }) => goTo(n, after)}
      onLive={() => select(undefined)}
      onPlay={onPlay}
      onSpeed={store.getState().setSpeed}
      onMark={() => store.getState().mark(n ?? lastOf(stops) ?? 0)}
      open={open}
      onOpen={(next) => {
        setOpen(next);
        keepChoice(OPEN, next ? 'open' : 'closed');
      }}
    >
      {shown && (
        <ClientStates
          timeline={timeline}
          moment={momentAt(timeline, shown.n)}
          cast={cast}
          at={n === undefined ? undefined : micros(shown.at + after)}
          origin={timeline.entries.beginOf(run)}
        />
      )}
    </TimeBar>
  );
}

/** Where the ladder would be left with a few rows, the states stay folded until they are asked for. */
function roomy(): 'open' | 'closed' {
  return window.matchMedia('(min-width: 1100px) and (min-height: 840px)').matches ? 'open' : 'closed';
}

/** Marks are of the entries of one recording. */
function useForgetMarks(): void {
  const { store } = useWorkbench();
  const timeline = useOfTimeline((timeline) => timeline);
  const marked = useRef(timeline);
  useEffect(() => {
    if (marked.current !== timeline) store.getState().forgetMarks();
    marked.current = timeline;
  }, [store, timeline]);
}
