import type { StateCreator } from 'zustand';
import type { WorkbenchState } from './store';

export interface FindingSlice {
  /** What is looked for; `undefined` where nothing is. */
  readonly sought: string | undefined;
  /** What came of it, in words. */
  readonly soughtSaid: string;
  seek(text: string | undefined): void;
  saySought(said: string): void;
}

export const createFindingSlice: StateCreator<WorkbenchState, [], [], FindingSlice> = (set) => ({
  sought: undefined,
  soughtSaid: '',

  // What was said is of what was looked for before.
  seek: (sought) => set({ sought, soughtSaid: '' }),
  saySought: (soughtSaid) => set({ soughtSaid }),
});
