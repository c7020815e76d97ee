import type { StateCreator } from 'zustand';
import type { EntryNumber } from '@/lib/session/entry';
import type { RunFigures } from '@/lib/session/run-figures';
import type { WorkbenchState } from './store';

export interface ComparingSlice {
  /** The entry that others are compared with. */
  readonly marked: EntryNumber | undefined;
  /** What is left of runs whose lab is gone, oldest first. */
  readonly earlierRuns: readonly RunFigures[];
  markEntry(entry: EntryNumber | undefined): void;
  /** Another lab begins: the entries go, the figures of their runs stay as long as the page. */
  keepRuns(runs: readonly RunFigures[]): void;
}

/** More than these nobody tells apart. */
const MOST_RUNS = 20;

export const createComparingSlice: StateCreator<WorkbenchState, [], [], ComparingSlice> = (set) => ({
  marked: undefined,
  earlierRuns: [],

  markEntry: (marked) => set({ marked }),
  keepRuns: (runs) =>
    set(({ earlierRuns }) => ({
      marked: undefined,
      earlierRuns: [...earlierRuns, ...runs].slice(-MOST_RUNS),
    })),
});
