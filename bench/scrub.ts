import { micros } from '@/lib/base/micros';
import type { Record, TraceEvent } from '@/lib/capture/record';
import { openTimeline, step } from '@/lib/session/fold';
import { momentAt } from '@/lib/session/moment';
import type { Timeline } from '@/lib/session/timeline';
import { median, print, rounded } from './figure';
import { clientFrame, SWITCHING, serverFrame, UPGRADE } from './wire';

const RECORDS = 100_000;
const CLIENTS = 50;
const PLACES = 400;

/**
 * What it costs to go to any place of a recording of many clients, who talk, wait in buffers, and walk between rooms: all
 * that holds there, against a fold of the records up to there. And how the fold itself grows.
 */
export function scrub(): void {
  const records = recordsOf(RECORDS);
  const before = memory();
  const timeline = fold(records);
  const whole = memory() - before;
  const took: number[] = [];
  for (let i = 0; i < PLACES; i++) {
    // There and back again, as a hand on a slider does.
    const n = Math.floor(((i * 7919) % PLACES) * (timeline.entries.length / PLACES)) + 1;
    const begin = performance.now();
    const { clients } = momentAt(timeline, n);
    took.push(performance.now() - begin);
    if (clients.size > CLIENTS) throw new Error(`found ${clients.size} of ${CLIENTS} clients`);
  }
  const again: number[] = [];
  for (const part of [0.25, 0.5, 0.75]) {
    const begin = performance.now();
    fold(records.slice(0, RECORDS * part));
    again.push(performance.now() - begin);
  }
  const sorted = took.toSorted((a, b) => a - b);
  print({
    name: 'scrub-ms',
    value: rounded(median(took)),
    unit: 'ms',
    of: 'a fold from scratch',
    baseline: rounded(median(again)),
  });
  print({
    name: 'scrub-p95-ms',
    value: rounded(sorted[Math.floor(PLACES * 0.95)] ?? 0),
    unit: 'ms',
    of: 'goal',
    baseline: 16,
  });
  print({
    name: 'scrub-memory',
    value: rounded(checkpointSlots(timeline) / timeline.index.rooms.steps.length),
    unit: 'places in checkpoints a step',
  });
  print({ name: 'record-memory', value: rounded(whole / RECORDS), unit: 'B' });
  print({
    name: 'fold-growth',
    value: rounded(foldTook(records, 1) / foldTook(records, 0.5)),
    unit: 'ratio',
    of: 'time for twice the records, when each costs the same',
    baseline: 2,
  });
}

function fold(records: readonly Record[]): Timeline {
  const timeline = openTimeline();
  for (const record of records) step(timeline, record);
  return timeline;
}

function foldTook(records: readonly Record[], part: number): number {
  const some = records.slice(0, records.length * part);
  return median(
    Array.from({ length: 3 }, () => {
      const begin = performance.now();
      fold(some);
      return performance.now() - begin;
    }),
  );
}

/** What the checkpoints hold that the ones before them do not. */
function checkpointSlots({ index }: Timeline): number {
  const seen = new Set<ReadonlySet<string>>();
  let slots = 0;
  for (const { members } of index.rooms.checkpoints) {
    slots += members.size;
    for (const sockets of members.values()) {
      if (!seen.has(sockets)) slots += sockets.size;
      seen.add(sockets);
    }
  }
  return slots;
}

function recordsOf(count: number): Record[] {
  const records: Record[] = [];
  type Said = Record extends infer R ? (R extends Record ? Omit<R, 'seq' | 'at'> : never) : never;
  const put = (said: Said) => {
    const seq = records.length + 1;
    records.push({ ...said, seq, at: micros(seq * 100) });
  };
  for (let c = 1; c <= CLIENTS; c++) {
    put({ type: 'open', conn: c, client: `c${c}` });
    put({ type: 'bytes', conn: c, from: 'client', bytes: UPGRADE });
    put({ type: 'bytes', conn: c, from: 'server', bytes: SWITCHING });
    put({ type: 'bytes', conn: c, from: 'server', bytes: serverFrame(openText(c)) });
    put({ type: 'bytes', conn: c, from: 'client', bytes: clientFrame('40') });
    put({ type: 'bytes', conn: c, from: 'server', bytes: serverFrame(`40{"sid":"socket${c}"}`) });
  }
  for (let i = 0; records.length < count; i++) {
    const c = (i % CLIENTS) + 1;
    const told = (side: string, event: TraceEvent) => put({ type: 'trace', side, event });
    const room = { kind: 'room', nsp: '/', room: `room${(i * 31) % 200}`, socket: `socket${c}` } as const;
    told('server', { ...room, action: i % 3 === 2 ? 'leave' : 'join' });
    if (i % 5 === 0) told(`c${c}`, { kind: 'unsent', fate: 'buffered', event: 'say', nsp: '/' });
    put({ type: 'bytes', conn: c, from: 'client', bytes: clientFrame(`42${i}["say",${i}]`) });
    put({ type: 'bytes', conn: c, from: 'server', bytes: serverFrame(`43${i}[]`) });
    if (i % 10 === 0) put({ type: 'bytes', conn: c, from: 'server', bytes: serverFrame('2') });
    if (i % 10 === 1) put({ type: 'bytes', conn: c, from: 'client', bytes: clientFrame('3') });
  }
  return records;
}

function openText(c: number): string {
  return `0{"sid":"session${c}","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`;
}

/** Of the heap, and of the bytes beside it, after everything that nobody holds is gone. */
function memory(): number {
  if (!globalThis.gc) throw new Error('the collector is out of reach: start with --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
