import { type Micros, micros } from '@/lib/base/micros';
import type { Record } from '@/lib/capture/record';

/** Longer than this nothing happens in a recording that is played: what was waited for is known to come. */
const LONGEST_WAIT: Micros = micros(1_500_000);

/** A record of a recording, and when to show it: in milliseconds after the first. */
export interface Cue {
  readonly afterMs: number;
  readonly record: Record;
}

/**
 * The records of one run of a recording, as another run of the timeline it is played into: run `as`.
 *
 * The fold wants each record's own number, and a run begins with its program; times stay as they were, so that
 * what the ladder measures is what was measured.
 */
export function cuesOf(records: readonly Record[], run: number, as: number): readonly Cue[] {
  const cues: Cue[] = [];
  let current = 0;
  let afterMs = 0;
  let before: Micros | undefined;
  for (const record of records) {
    const told = record.type === 'trace' ? record.event : undefined;
    if (told?.kind === 'program' && told.state === 'started') current = told.run;
    if (current !== run) continue;
    if (before !== undefined) afterMs += Math.min(record.at - before, LONGEST_WAIT) / 1000;
    before = record.at;
    cues.push({ afterMs, record: told?.kind === 'program' ? renumbered(record, as) : record });
  }
  return cues;
}

function renumbered(record: Record, run: number): Record {
  if (record.type !== 'trace' || record.event.kind !== 'program') return record;
  return { ...record, event: { ...record.event, run } };
}
