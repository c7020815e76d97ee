import type { Capture } from '@/lib/capture/file';
import type { RecordPack } from '@/lib/capture/pack';
import type { Record } from '@/lib/capture/record';
import { RecordStore } from '@/lib/capture/record-store';
import { openTimeline, stepSome } from '@/lib/session/fold';
import { EventScans, type ScannedPack } from '@/lib/session/scans';
import type { Timeline } from '@/lib/session/timeline';

/**
 * Records in, a timeline out. The timeline is changed in place, so `version` is what tells that it has grown:
 * once for each batch, at most once a frame of the screen. What takes longer than a frame has is taken in parts.
 */
export interface Recording {
  subscribe(listener: () => void): () => void;
  version(): number;
  timeline(): Timeline;
  append(records: readonly Record[]): void;
  /** The same of a pack that was looked at elsewhere. Its bytes are then the recording's. */
  adopt(pack: RecordPack, scanned: ScannedPack): void;
  /** How many records were appended and are not in the timeline yet. */
  waiting(): number;
  /** Called each time that fewer wait, whether the timeline's growth is told of or not. */
  onTaken(listener: () => void): () => void;
  /** Tells now of what has come, where that would be told of later. */
  tell(): void;
  /** The moment the records count from, where that is known: milliseconds since 1970. */
  dated(createdAt: number): void;
  /** What the timeline was made from, to be kept. */
  capture(): Capture;
  /** Begins anew: another lab counts its records from 1 again. */
  clear(): void;
}

/** Milliseconds of work at once: a frame has 16, and the screen must be drawn in it, too. */
const SLICE = 10;
/** Where drawing takes longer, so may the work, or what waits would never be less: up to this. */
const LONGEST_SLICE = 30;
/** Milliseconds between two times that it is told of, while more waits than is taken at once: drawing costs, too. */
const TOLD_EVERY = 120;
/** Times. */
const CALMEST = 4;

/**
 * `schedule` is asked once for each batch, and once more for each part of one that takes long. Between two times that the
 * recording tells of what came there are `calm` milliseconds at least, then twice as many, at most four times: what nobody
 * waits for need not be drawn at once, and of a long recording seldom.
 */
export function createRecording(schedule: (flush: () => void) => void = onNextFrame, calm = 0): Recording {
  const listeners = new Set<() => void>();
  const takers = new Set<() => void>();
  let timeline = openTimeline();
  let version = 0;
  let records = new RecordStore();
  let scans = new EventScans(records);
  /** The first of them are in the timeline. */
  let taken = 0;
  let createdAt: number | undefined;

  let toldAt = 0;
  /** Milliseconds between the last time it was told of and the next. */
  let pause = 0;
  /** When the last part ended, while more waits. */
  let pausedAt: number | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;

  function changed(): void {
    version += 1;
    toldAt = performance.now();
    pause = Math.min(pause + calm, CALMEST * calm);
    clearTimeout(later);
    later = undefined;
    for (const listener of listeners) listener();
  }

  function flush(): void {
    if (waiting() === 0) return;
    // The records count from a moment of the server's; the newest of them was recorded about now.
    createdAt ??= Date.now() - (records.at(records.length - 1)?.at ?? 0) / 1000;
    const begun = performance.now();
    const until = begun + Math.min(Math.max(SLICE, begun - (pausedAt ?? begun)), LONGEST_SLICE);
    pausedAt = undefined;
    while (waiting() > 0) {
      taken = stepSome(timeline, scans, taken, records.length);
      if (performance.now() > until) break;
    }
    if (waiting() === 0) scans.forget();
    for (const listener of takers) listener();
    if (waiting() > 0) {
      pausedAt = performance.now();
      schedule(flush);
      if (pausedAt - toldAt < Math.max(TOLD_EVERY, pause)) return;
    }
    const rest = pause === 0 ? 0 : toldAt + pause - performance.now();
    if (rest > 0) later ??= setTimeout(changed, rest);
    // What nobody waits for need not be drawn in the same turn as it was taken.
    else if (waiting() > 0 && calm > 0) later ??= setTimeout(changed);
    else changed();
  }

  function waiting(): number {
    return records.length - taken;
  }

  function add(more: () => void): void {
    const isFirst = waiting() === 0;
    more();
    if (isFirst && waiting() > 0) schedule(flush);
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    timeline: () => timeline,
    append: (added) =>
      add(() => {
        for (const record of added) records.push(record);
      }),
    adopt: (pack, scanned) =>
      add(() => {
        scans.adopt(scanned);
        records.adopt(pack);
      }),
    waiting,
    onTaken: (listener) => {
      takers.add(listener);
      return () => takers.delete(listener);
    },
    tell: () => {
      if (later !== undefined) changed();
    },
    dated: (moment) => {
      createdAt = moment;
    },
    capture: () => ({
      header: {
        createdAt: new Date(createdAt ?? Date.now()).toISOString(),
        cast: [...timeline.index.clients.keys()],
      },
      records: [...records].slice(0, taken),
    }),
    clear: () => {
      timeline = openTimeline();
      records = new RecordStore();
      scans = new EventScans(records);
      taken = 0;
      createdAt = undefined;
      changed();
    },
  };
}

/** A hidden page has no frames; there the batch must not wait for one. */
function onNextFrame(flush: () => void): void {
  if (document.hidden) setTimeout(flush, 0);
  else requestAnimationFrame(flush);
}

/** For what is not live: as soon as the page has done what else there is to do. */
export function onNextTurn(flush: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    flush();
  };
  port2.postMessage(undefined);
}
