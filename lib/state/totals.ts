import type { Timeline } from '@/lib/session/timeline';

export interface Totals {
  readonly packets: number;
  readonly bytes: number;
  readonly connections: number;
}

const NONE: Totals = { packets: 0, bytes: 0, connections: 0 };

/** What one run put on the wire. Runs follow one another, so the walk goes back only to where the run began. */
export function totalsOf(timeline: Timeline, run: number): Totals {
  let { packets, bytes, connections } = NONE;
  for (let i = timeline.entries.length - 1; i >= 0; i -= 1) {
    const entry = timeline.entries[i];
    if (!entry || entry.run < run) break;
    if (entry.kind === 'open') connections += 1;
    if (entry.kind !== 'unit') continue;
    packets += entry.unit.packets.length;
    bytes += entry.unit.wire.length;
  }
  return { packets, bytes, connections };
}

/** The run of the newest entry; 0 before the first. */
export function currentRun(timeline: Timeline): number {
  return timeline.entries.at(-1)?.run ?? 0;
}

/** How many entries came before the run: what an entry's number loses to be counted within its run. */
export function entriesBefore(timeline: Timeline, run: number): number {
  const first = timeline.entries.findIndex((entry) => entry.run === run);
  return first < 0 ? timeline.entries.length : first;
}
