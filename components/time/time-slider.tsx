'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { micros } from '@/lib/base/micros';
import { sentenceOf } from '@/lib/explain/sentence';
import { durationText } from '@/lib/explain/words';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { entryOf, placeAt, type Stops, shareOf, stopOf, type TimePlace } from './stops';
import { Wave } from './wave';

export interface TimeSliderProps {
  readonly timeline: Timeline;
  readonly stops: Stops;
  /** Absent: at the newest. */
  readonly at: TimePlace | undefined;
  readonly marks: readonly EntryNumber[];
  /** What there is to go back to: a run that still goes on, or the end of what was recorded. */
  readonly endless: boolean;
  readonly onGo: (place: TimePlace) => void;
  readonly onLive: () => void;
}

const PAGE = 10;

/** All of the run as a line. Its thumb is the moment that everything is shown at. */
export function TimeSlider({ timeline, stops, at, marks, endless, onGo, onLive }: TimeSliderProps) {
  const last = stops.numbers.length - 1;
  const stop = at ? stopOf(stops, at.n) : last;
  const share = at ? shareOf(stops, at) : 1;
  const entry = entryOf(stops, stop);

  function goToStop(next: number): void {
    const found = entryOf(stops, Math.min(Math.max(next, 0), last));
    if (found) onGo({ n: found.n, after: micros(0) });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stopAfterKey(event.key, stop, last, (at?.after ?? 0) > 0);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goToStop(next);
  }

  function onPointer(event: PointerEvent<HTMLDivElement>): void {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const pointed = placeAt(stops, (event.clientX - left) / width);
    if (pointed) onGo(pointed);
  }

  return (
    <div className="relative h-7 min-w-24 flex-1">
      <div
        role="slider"
        aria-label="Moment"
        aria-valuemin={1}
        aria-valuemax={last + 1}
        aria-valuenow={stop + 1}
        aria-valuetext={`${at || !endless ? '' : 'Live, '}entry ${stop + 1} of ${last + 1}${lateText(at)}${entry ? `: ${sentenceOf(entry, timeline)}` : ''}`}
        tabIndex={0}
        data-slot="time-slider"
        data-live={at === undefined}
        onKeyDown={onKeyDown}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        onDoubleClick={onLive}
        className="absolute inset-0 cursor-ew-resize touch-none rounded"
      >
        <Wave stops={stops} />
        <span className="absolute inset-x-0 top-1/2 h-[3px] -translate-y-1/2 rounded-full bg-line" />
        <span
          className="absolute left-0 top-1/2 h-[3px] -translate-y-1/2 rounded-full bg-faint"
          style={{ width: `${share * 100}%` }}
        />
        <span
          className={`absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-panel ${at ? 'bg-note' : 'bg-ok'} outline outline-1 outline-bg`}
          style={{ left: `${share * 100}%` }}
        />
      </div>
      {marks.map((n) => (
        <button
          key={n}
          type="button"
          data-slot="time-mark"
          aria-label={`Mark at entry ${n}`}
          onClick={() => onGo({ n, after: micros(0) })}
          className="absolute -top-3 size-6 -translate-x-1/2 before:absolute before:top-2 before:left-[9px] before:h-3.5 before:w-1.5 before:bg-note before:[clip-path:polygon(0_0,100%_0,100%_65%,50%_100%,0_65%)]"
          style={{ left: `${shareOf(stops, { n, after: micros(0) }) * 100}%` }}
        />
      ))}
    </div>
  );
}

function lateText(at: TimePlace | undefined): string {
  return at && at.after > 0 ? ` and ${durationText(at.after)}` : '';
}

/** `between`: the thumb stands after its stop, which is then the one before. */
function stopAfterKey(key: string, stop: number, last: number, between: boolean): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return stop + 1;
    case 'ArrowLeft':
    case 'ArrowDown':
      return between ? stop : stop - 1;
    case 'PageUp':
      return stop + PAGE;
    case 'PageDown':
      return stop - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
