import type { Record } from '@/lib/capture/record';
import { openTimeline, step } from '@/lib/session/fold';
import type { Timeline } from '@/lib/session/timeline';

/**
 * Records in, a timeline out. The timeline is changed in place, so `version` is what tells that it has grown:
 * once for each batch, at most once a frame of the screen.
 */
export interface Recording {
  subscribe(listener: () => void): () => void;
  version(): number;
  timeline(): Timeline;
  append(records: readonly Record[]): void;
  /** Begins anew: another lab counts its records from 1 again. */
  clear(): void;
}

export function createRecording(schedule: (flush: () => void) => void = onNextFrame): Recording {
  const listeners = new Set<() => void>();
  let timeline = openTimeline();
  let version = 0;
  let waiting: Record[] = [];

  function changed(): void {
    version += 1;
    for (const listener of listeners) listener();
  }

  function flush(): void {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    for (const record of batch) step(timeline, record);
    changed();
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    timeline: () => timeline,
    append: (records) => {
      const isFirst = waiting.length === 0;
      waiting = waiting.concat(records);
      if (isFirst && waiting.length > 0) schedule(flush);
    },
    clear: () => {
      timeline = openTimeline();
      waiting = [];
      changed();
    },
  };
}

/** A hidden page has no frames; there the batch must not wait for one. */
function onNextFrame(flush: () => void): void {
  if (document.hidden) setTimeout(flush, 0);
  else requestAnimationFrame(flush);
}
