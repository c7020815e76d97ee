import { readCapture } from '@/lib/capture/file';
import type { Entry, UnitEntry } from '@/lib/session/entry';
import { openTimeline, step } from '@/lib/session/fold';
import type { Timeline } from '@/lib/session/timeline';

/** A recording as its timeline, of which one run is shown. */
export interface Seen {
  readonly timeline: Timeline;
  readonly run: number;
  readonly cast: readonly string[];
}

export function seenIn(capture: string): Seen {
  const timeline = openTimeline();
  for (const record of readCapture(capture).records) step(timeline, record);
  const run = timeline.entries.find(({ kind }) => kind === 'unit')?.run ?? 0;
  return { timeline, run, cast: [...timeline.index.clients.keys()] };
}

/** The first entry that is like this. */
export function firstWith({ timeline }: Seen, isLike: (entry: Entry) => boolean): Entry | undefined {
  return timeline.entries.find(isLike);
}

export function firstUnit(seen: Seen, isLike: (entry: UnitEntry) => boolean): Entry | undefined {
  return firstWith(seen, (entry) => entry.kind === 'unit' && isLike(entry));
}
