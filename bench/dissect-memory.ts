import { micros } from '@/lib/base/micros';
import type { Record } from '@/lib/capture/record';
import { RecordStore } from '@/lib/capture/record-store';
import { openTimeline, stepSome } from '@/lib/session/fold';
import { EventScans } from '@/lib/session/scans';
import { print, rounded } from './figure';
import { SWITCHING, serverFrame, UPGRADE } from './wire';

const ENTRIES = 1_000_000;

/**
 * A recording of a million entries, as a page keeps it: what records and timeline take beside the bytes that were
 * recorded, and how fast the one is made from the other. Needs `--expose-gc`, as `npm run bench` has it.
 */
export function dissectMemory(): void {
  const empty = memory();
  const records = new RecordStore();
  let payload = 0;
  for (const record of moves()) {
    if (record.type === 'bytes') payload += record.bytes.length;
    records.push(record);
  }
  const timeline = openTimeline();
  const begun = performance.now();
  const scans = new EventScans(records);
  for (let place = 0; place < records.length; ) place = stepSome(timeline, scans, place, records.length);
  scans.forget();
  const took = performance.now() - begun;
  const { length } = timeline.entries;
  if (length !== records.length) throw new Error(`made ${length} of ${records.length} entries`);
  const beside = (memory() - empty - payload) / length;
  print({ name: 'entry-memory', value: rounded(beside), unit: 'B', of: 'goal', baseline: 150 });
  print({ name: 'entry-payload', value: rounded(payload / length), unit: 'B' });
  print({
    name: 'entries',
    value: rounded((length / took) * 1000),
    unit: 'entries/s',
    of: 'goal',
    baseline: ENTRIES / 2,
  });
  // Both are held until here: what nobody holds would not be counted.
  if (timeline.entries.nth(length)?.seq !== records.at(length - 1)?.seq)
    throw new Error('the last is another');
}

/** Of the heap, and of the bytes beside it, after everything that nobody holds is gone. */
function memory(): number {
  if (!globalThis.gc) throw new Error('the collector is out of reach: start with --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** One record an entry. */
function* moves(): Generator<Record> {
  let seq = 0;
  const next = () => {
    seq += 1;
    return { seq, at: micros(seq) };
  };
  yield { ...next(), type: 'open', conn: 1, client: 'alice' };
  yield { ...next(), type: 'bytes', conn: 1, from: 'client', bytes: UPGRADE };
  yield { ...next(), type: 'bytes', conn: 1, from: 'server', bytes: SWITCHING };
  while (seq < ENTRIES) {
    const bytes = serverFrame(`42["move",${seq % 1000},"alice"]`);
    yield { ...next(), type: 'bytes', conn: 1, from: 'server', bytes };
  }
}
