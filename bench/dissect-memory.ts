import { micros } from '@/lib/base/micros';
import type { Record } from '@/lib/capture/record';
import { openTimeline, step } from '@/lib/session/fold';
import type { Timeline } from '@/lib/session/timeline';
import { print, rounded } from './figure';
import { SWITCHING, serverFrame, UPGRADE } from './wire';

const ENTRIES = 1_000_000;

/**
 * A timeline of a million entries: what it takes beside its payload, which is the bytes it was made from and the packets
 * that were read from them, and how fast it is made. Needs `--expose-gc`, as `npm run bench` has it.
 */
export function dissectMemory(): void {
  const frames = Array.from({ length: ENTRIES }, (_, n) => serverFrame(`42["move",${n % 1000},"alice"]`));
  const empty = memory();
  const { took, whole, packets } = measure(frames, empty);
  // Only the packets are left, and a list of one pointer for each.
  const payload = memory() - empty - 8 * packets.length;
  const beside = (whole - payload) / packets.length;
  const rate = (packets.length / took) * 1000;
  print({ name: 'entry-memory', value: rounded(beside), unit: 'B', of: 'goal', baseline: 150 });
  print({ name: 'entry-payload', value: rounded(payload / packets.length), unit: 'B' });
  print({ name: 'entries', value: rounded(rate), unit: 'entries/s', of: 'goal', baseline: ENTRIES / 2 });
}

/** The timeline is out of reach when this has returned. */
function measure(frames: readonly Uint8Array[], empty: number) {
  const begin = performance.now();
  const timeline = timelineOf(frames);
  const took = performance.now() - begin;
  const whole = memory() - empty;
  const packets = timeline.entries.flatMap((entry) => (entry.kind === 'unit' ? entry.unit.packets : []));
  if (packets.length !== ENTRIES) throw new Error(`made ${packets.length} of ${ENTRIES} entries`);
  return { took, whole, packets };
}

/** Of the heap, and of the bytes beside it, after everything that nobody holds is gone. */
function memory(): number {
  if (!globalThis.gc) throw new Error('the collector is out of reach: start with --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function timelineOf(frames: readonly Uint8Array[]): Timeline {
  const timeline = openTimeline();
  let seq = 0;
  const put = (record: Record) => step(timeline, record);
  put({ seq: ++seq, at: micros(0), type: 'open', conn: 1, client: 'alice' });
  put({ seq: ++seq, at: micros(1), type: 'bytes', conn: 1, from: 'client', bytes: UPGRADE });
  put({ seq: ++seq, at: micros(2), type: 'bytes', conn: 1, from: 'server', bytes: SWITCHING });
  for (const bytes of frames) {
    seq += 1;
    put({ seq, at: micros(seq), type: 'bytes', conn: 1, from: 'server', bytes });
  }
  return timeline;
}
