import type { StateCreator } from 'zustand';
import { micros } from '@/lib/base/micros';
import type { EntryNumber } from '@/lib/session/entry';
import type { WorkbenchState } from './store';

/** A field of the selected entry: its filter key, and its bytes in a buffer of the entry's dissection. */
export interface FieldPlace {
  readonly key: string;
  readonly buffer: number;
  readonly start: number;
  readonly end: number;
}

export interface SelectionSlice {
  readonly entry: EntryNumber | undefined;
  readonly field: FieldPlace | undefined;
  /** Under the pointer, for as long as it is there. */
  readonly lit: FieldPlace | undefined;
  select(entry: EntryNumber | undefined): void;
  pick(field: FieldPlace | undefined): void;
  light(field: FieldPlace | undefined): void;
}

export const createSelectionSlice: StateCreator<WorkbenchState, [], [], SelectionSlice> = (set, get) => ({
  entry: undefined,
  field: undefined,
  lit: undefined,

  // A field belongs to one entry's bytes, so it cannot outlive the selection.
  select: (entry) => {
    // To select is to go to that moment, and to stay there.
    const moment = { after: micros(0), playing: false };
    if (get().entry === entry) {
      set(moment);
      return;
    }
    set({ ...moment, entry, field: undefined, lit: undefined });
    // Whoever goes to an entry wants to see it, whatever is filtered.
    if (entry !== undefined && get().filter !== '') get().reveal(entry);
  },
  pick: (field) => set({ field }),
  light: (lit) => set({ lit }),
});
