import type { StateCreator } from 'zustand';
import { type Micros, micros } from '@/lib/base/micros';
import type { EntryNumber } from '@/lib/session/entry';
import type { WorkbenchState } from './store';

/** How fast time passes when it is played back. */
export const SPEEDS = [0.1, 1, 10] as const;
export type Speed = (typeof SPEEDS)[number];

/** The scales of the ladder, in microseconds to a hundred pixels: from ten of them to a minute. */
export const SCALES = [10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 60_000_000];

/**
 * The moment that everything is shown at is that of the selected entry, and this much later. Without a selection
 * it is the newest one: live.
 */
export interface TimeSlice {
  readonly after: Micros;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Entries to come back to, by rising number. */
  readonly marks: readonly EntryNumber[];
  /** One of `SCALES`; absent: the ladder's rows lie evenly. */
  readonly zoom: number | undefined;
  /** Each namespace has a lane of its own. */
  readonly laidOpen: boolean;
  goTo(entry: EntryNumber, after?: Micros): void;
  play(playing: boolean): void;
  setSpeed(speed: Speed): void;
  /** Sets a mark, or takes it away. */
  mark(entry: EntryNumber): void;
  forgetMarks(): void;
  zoomTo(zoom: number | undefined): void;
  layOpen(laidOpen: boolean): void;
}

export const createTimeSlice: StateCreator<WorkbenchState, [], [], TimeSlice> = (set, get) => ({
  after: micros(0),
  playing: false,
  speed: 1,
  marks: [],
  zoom: undefined,
  laidOpen: false,

  goTo: (entry, after = micros(0)) =>
    set(get().entry === entry ? { after } : { entry, after, field: undefined, lit: undefined }),
  play: (playing) => set({ playing }),
  setSpeed: (speed) => set({ speed }),
  mark: (entry) =>
    set(({ marks }) => ({
      marks: marks.includes(entry)
        ? marks.filter((one) => one !== entry)
        : [...marks, entry].sort((a, b) => a - b),
    })),
  forgetMarks: () => set({ marks: [] }),
  zoomTo: (zoom) => set({ zoom }),
  layOpen: (laidOpen) => set({ laidOpen }),
});

/** The mark before (`[`) or after (`]`) an entry; from now, the last. */
export function markBeside(
  marks: readonly EntryNumber[],
  entry: EntryNumber | undefined,
  key: string,
): EntryNumber | undefined {
  const here = entry ?? Number.POSITIVE_INFINITY;
  return key === '[' ? marks.findLast((mark) => mark < here) : marks.find((mark) => mark > here);
}
