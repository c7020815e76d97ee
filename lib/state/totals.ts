import { wireLength } from '@/lib/dissect/wire-length';
import type { Timeline } from '@/lib/session/timeline';

export interface Totals {
  readonly packets: number;
  readonly bytes: number;
  readonly connections: number;
}

interface Counted {
  read: number;
  totals: Totals;
  /** Packets of a plain frame, by its shape. */
  readonly packetsOf: Map<number, number>;
}

const NONE: Totals = { packets: 0, bytes: 0, connections: 0 };
const counted = new WeakMap<Timeline, Map<number, Counted>>();

/** What one run put on the wire. Entries are counted once: the list they are in only grows. */
export function totalsOf(timeline: Timeline, run: number): Totals {
  const { entries } = timeline;
  const runs = counted.get(timeline) ?? new Map<number, Counted>();
  counted.set(timeline, runs);
  const count = runs.get(run) ?? { read: 0, totals: NONE, packetsOf: new Map() };
  runs.set(run, count);

  let { packets, bytes, connections } = count.totals;
  for (; count.read < entries.length; count.read += 1) {
    const n = count.read + 1;
    if (entries.runOf(n) !== run) continue;
    const shape = entries.shapeOf(n);
    const known = count.packetsOf.get(shape);
    if (known !== undefined) {
      packets += known;
      bytes += entries.sizeOf(n);
      continue;
    }
    const entry = entries.nth(n);
    if (entry?.kind === 'open') connections += 1;
    if (entry?.kind !== 'unit') continue;
    packets += entry.unit.packets.length;
    bytes += wireLength(entry.unit);
    // Frames of one shape hold as many packets each.
    if (entries.isFrame(n)) count.packetsOf.set(shape, entry.unit.packets.length);
  }
  count.totals = { packets, bytes, connections };
  return count.totals;
}

/** The run of the newest entry; 0 before the first. */
export function currentRun(timeline: Timeline): number {
  return timeline.entries.runOf(timeline.entries.length);
}

/** How many entries came before the run: what an entry's number loses to be counted within its run. */
export function entriesBefore(timeline: Timeline, run: number): number {
  const { entries } = timeline;
  for (let n = 1; n <= entries.length; n += 1) if (entries.runOf(n) === run) return n - 1;
  return entries.length;
}

/** The runs that have entries, in their order. A run's entries stand together, so few of them need to be looked at. */
export function runsIn({ entries }: Timeline): readonly number[] {
  const runs: number[] = [];
  for (let at = 0; at < entries.length; ) {
    const run = entries.runOf(at + 1);
    runs.push(run);
    let low = at + 1;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (entries.runOf(middle + 1) === run) low = middle + 1;
      else high = middle;
    }
    at = low;
  }
  return runs;
}
