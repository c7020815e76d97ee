import type { Capture } from '@/lib/capture/file';
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
  /** What the timeline was made from, to be kept. */
  capture(): Capture;
  /** Begins anew: another lab counts its records from 1 again. */
  clear(): void;
}

export function createRecording(schedule: (flush: () => void) => void = onNextFrame): Recording {
  const listeners = new Set<() => void>();
  let timeline = openTimeline();
  let version = 0;
  let waiting: Record[] = [];
  let records: Record[] = [];
  let createdAt = 0;

  function changed(): void {
    version += 1;
    for (const listener of listeners) listener();
  }

  function flush(): void {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    // The records count from a moment of the server's; the newest of them was recorded about now.
    if (records.length === 0) createdAt = Date.now() - (batch.at(-1)?.at ?? 0) / 1000;
    for (const record of batch) {
      records.push(record);
      step(timeline, record);
    }
    changed();
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    timeline: () => timeline,
    append: (added) => {
      const isFirst = waiting.length === 0;
      waiting = waiting.concat(added);
      if (isFirst && waiting.length > 0) schedule(flush);
    },
    capture: () => ({
      header: {
        createdAt: new Date(createdAt).toISOString(),
        cast: [...timeline.index.clients.keys()],
      },
      records,
    }),
    clear: () => {
      timeline = openTimeline();
      records = [];
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
