'use client';

import { ChevronDown, ChevronUp, Flag, Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { micros } from '@/lib/base/micros';
import { momentText } from '@/lib/explain/words';
import { Button } from '../ui/button';
import { Segmented } from '../ui/segmented';
import { Tip } from '../ui/tip';
import { entryOf } from './stops';
import { TimeSlider, type TimeSliderProps } from './time-slider';

export interface TimeBarProps<S extends number> extends TimeSliderProps {
  readonly playing: boolean;
  readonly speed: S;
  readonly speeds: readonly S[];
  readonly onPlay: (playing: boolean) => void;
  readonly onSpeed: (speed: S) => void;
  readonly onMark: () => void;
  /** What is known of the clients at the moment, where it is asked for. */
  readonly children: ReactNode;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** Takes everything to a moment, and plays on from there. */
export function TimeBar<S extends number>(props: TimeBarProps<S>) {
  const { stops, at, marks, playing, speed, speeds, endless, open } = props;
  // A filter may hide it: its moment is shown all the same.
  const entry = at ? stops.all.nth(at.n) : entryOf(stops, stops.numbers.length - 1);
  const since = micros(entry ? stops.all.timeInRun(entry.n) + (at?.after ?? 0) : 0);
  const marked = at !== undefined && marks.includes(at.n);

  return (
    <section aria-label="Time" className="@container shrink-0 border-t border-line bg-panel">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-2.5 py-[5px] @max-[420px]:gap-x-1">
        <Tip tip="Play from the moment shown, long pauses squeezed (Space)" side="top">
          <Button
            aria-label={playing ? 'Stop playing' : 'Play'}
            className="px-2!"
            onClick={() => props.onPlay(!playing)}
          >
            {playing ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
          </Button>
        </Tip>
        <Segmented
          label="Speed"
          value={String(speed)}
          onChange={(next) => {
            const found = speeds.find((one) => String(one) === next);
            if (found !== undefined) props.onSpeed(found);
          }}
          options={speeds.map((one) => ({ value: String(one), label: `${one}×` }))}
        />
        <div className="flex min-w-0 flex-1 @max-[520px]:order-last @max-[520px]:basis-full">
          <TimeSlider {...props} />
        </div>
        <span
          data-slot="time-text"
          className="min-w-[15ch] text-right font-mono text-[11.5px] whitespace-nowrap text-dim @max-[520px]:min-w-[8ch] @max-[520px]:flex-1 @max-[380px]:min-w-0"
        >
          <b className="font-medium text-ink">{momentText(since)}</b>
          <span className="@max-[420px]:hidden"> #{entry?.n ?? 0}</span>
        </span>
        <Tip
          tip="Set a mark at this entry, or take it away (m). Go to the mark before and after with [ and ]."
          side="top"
        >
          <Button
            look="quiet"
            aria-label="Mark this moment"
            aria-pressed={marked}
            className="px-1.5! aria-pressed:text-note"
            onClick={props.onMark}
          >
            <Flag size={13} aria-hidden="true" />
          </Button>
        </Tip>
        <Button
          look="quiet"
          aria-label="Clients at this moment"
          aria-expanded={open}
          className="px-1.5!"
          onClick={() => props.onOpen(!open)}
        >
          {open ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronUp size={14} aria-hidden="true" />}
        </Button>
        <Tip
          tip={endless ? 'Back to what happens now (Esc)' : 'To the end of the recording (Esc)'}
          side="top"
        >
          <Button
            aria-pressed={at === undefined}
            className="px-2! aria-pressed:border-transparent aria-pressed:bg-transparent aria-pressed:text-ok"
            onClick={props.onLive}
          >
            {endless ? 'Live' : 'End'}
          </Button>
        </Tip>
      </div>
      {open && props.children}
    </section>
  );
}
