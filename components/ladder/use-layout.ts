import { useMemo } from 'react';
import type { ClientName } from '@/lib/capture/record';
import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { type Lanes, placeLanes } from './lanes';
import { grow, type Layout, openLayout } from './layout';
import { isShown } from './shown';

interface Shown {
  readonly timeline: Timeline;
  readonly run: number;
  readonly cast: readonly ClientName[];
  readonly hidden?: (entry: Entry) => boolean;
  readonly logs?: boolean;
}

/** Assumed until the scroller is measured. */
const FIRST_WIDTH = 700;

/**
 * The rows and lanes of what is shown. A layout is a cache that grows with its timeline: growing it twice
 * to the same end changes nothing, so it may happen while React draws.
 */
export function useLayout(shown: Shown, width: number, until: number): { layout: Layout; lanes: Lanes } {
  const { timeline, run, cast, hidden, logs = false } = shown;
  const isPaused = Number.isFinite(until);
  const { layout, shows } = useMemo(() => {
    // A pause may end before what was read already, so it has a layout of its own.
    void isPaused;
    void timeline;
    const shows = (entry: Entry) => entry.run === run && isShown(entry, logs) && !hidden?.(entry);
    return { layout: openLayout(), shows };
  }, [timeline, run, hidden, logs, isPaused]);
  grow(layout, timeline.entries, shows, until);

  const names = cast.join(' ');
  const lanes = useMemo(
    () => placeLanes(width || FIRST_WIDTH, names === '' ? [] : names.split(' ')),
    [width, names],
  );
  return { layout, lanes };
}
