import { type Micros, micros } from '@/lib/base/micros';
import type { GapRecord, Record, Seq } from '@/lib/capture/record';

type Unnumbered<R> = R extends Record ? Omit<R, 'seq' | 'at'> : never;
/** What happened, before the log says as which and when. */
export type Happening = Unnumbered<Exclude<Record, GapRecord>>;

/** The records of one lab, in one order. Bounded: the oldest go first and leave a gap. */
export interface RecordLog {
  /** Wall clock of the moment that `at` counts from. */
  readonly createdAt: Date;
  readonly lastSeq: Seq;
  append(happening: Happening): void;
  /** Lets the oldest go where less may be kept than before. */
  trim(): void;
  /** Memory that the records take, about. */
  readonly heldBytes: number;
  /** Records after `seq`, oldest first, up to about `budget` bytes of memory; begins with a gap where some are gone. */
  after(seq: Seq, budget: number): Record[];
  /** Calls back after each append. Returns the function that ends it. */
  watch(callback: () => void): () => void;
}

/** What a record costs in memory beside its payload; measured to within a factor of two. */
const RECORD_COST = 200;

export function openLog(keepBytes: () => number): RecordLog {
  const began = performance.now();
  const watchers = new Set<() => void>();
  let kept: Record[] = [];
  /** Index in `kept` of the oldest record still held; the ones before it are let go in one sweep. */
  let oldest = 0;
  let heldBytes = 0;
  let lastSeq = 0;
  let lastAt = micros(0);

  function trim(): void {
    const most = keepBytes();
    while (heldBytes > most && oldest < kept.length - 1) {
      const record = kept[oldest++];
      if (record) heldBytes -= costOf(record);
    }
    if (oldest > 1024 && oldest > kept.length / 2) {
      kept = kept.slice(oldest);
      oldest = 0;
    }
  }

  return {
    createdAt: new Date(),
    get lastSeq() {
      return lastSeq;
    },
    append(happening) {
      lastSeq += 1;
      lastAt = now(began, lastAt);
      const record: Record = { seq: lastSeq, at: lastAt, ...happening };
      kept.push(record);
      heldBytes += costOf(record);
      trim();
      for (const callback of watchers) callback();
    },
    trim,
    get heldBytes() {
      return heldBytes;
    },
    after(seq, budget) {
      const first = kept[oldest];
      if (!first) return [];
      const lost = first.seq - 1 - seq;
      const records: Record[] = lost > 0 ? [{ type: 'gap', seq: first.seq - 1, at: first.at, lost }] : [];
      let spent = 0;
      for (let i = oldest + Math.max(0, -lost); i < kept.length && spent < budget; i++) {
        const record = kept[i];
        if (!record) break;
        records.push(record);
        spent += costOf(record);
      }
      return records;
    },
    watch(callback) {
      watchers.add(callback);
      return () => watchers.delete(callback);
    },
  };
}

/** Whole microseconds, never less than before. */
function now(began: number, last: Micros): Micros {
  return micros(Math.max(last, Math.round((performance.now() - began) * 1000)));
}

function costOf(record: Record): number {
  if (record.type === 'bytes' || record.type === 'message') return RECORD_COST + record.bytes.length;
  if (record.type !== 'trace') return RECORD_COST;
  // Of texts that a program chooses.
  let cost = RECORD_COST;
  const { event } = record;
  for (const key in event) cost += textCost(Reflect.get(event, key));
  return cost;
}

/** Two bytes a UTF-16 unit. */
function textCost(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  return Array.isArray(value) ? value.reduce((sum: number, one) => sum + textCost(one), 0) : 0;
}
