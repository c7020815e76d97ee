import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WholeRecording } from '@/lib/capture/pieces';
import { readFile } from './reader';
import { createRecording, type Recording } from './recording';
import { createWorkbenchStore, type WorkbenchStore } from './store';

/** A file that is shown, and how the reader looks at it. */
export interface InspectedFile {
  /** Counts the files that were opened. */
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly recording: Recording;
  readonly store: WorkbenchStore;
  /** Absent while it is being read. */
  readonly whole: WholeRecording | undefined;
}

export interface InspectionState {
  readonly shown: InspectedFile | undefined;
  /** What was shown before, for as long as that can be undone. */
  readonly replaced: InspectedFile | undefined;
  /** Bytes of the shown file that were read; absent when nothing is being read. */
  readonly read: number | undefined;
  /** Why the last file was not opened. */
  readonly refusal: { readonly name: string; readonly message: string } | undefined;
  open(file: Blob, name: string): void;
  /** Ends the reading, and what was shown before is shown again. */
  cancel(): void;
  /** Shows again what the last file replaced. */
  undo(): void;
  /** Forgets what was replaced. */
  keep(): void;
  /** A file could not even be fetched. */
  refuse(name: string, message: string): void;
}

export type InspectionStore = StoreApi<InspectionState>;

/** What is open on the page that inspects files: one at a time, and the one before it to go back to. */
export function createInspection(
  newRecording: () => Recording = createRecording,
  reader: typeof readFile = readFile,
): InspectionStore {
  let stop: (() => void) | undefined;
  let opened = 0;

  return createStore<InspectionState>()((set, get) => {
    function end(): void {
      stop?.();
      stop = undefined;
    }

    function back(refusal?: InspectionState['refusal']): void {
      end();
      set(({ replaced }) => ({ shown: replaced, replaced: undefined, read: undefined, refusal }));
    }

    return {
      shown: undefined,
      replaced: undefined,
      read: undefined,
      refusal: undefined,

      open: (file, name) => {
        // A file that was not whole yet is nothing to go back to.
        if (get().read !== undefined) get().cancel();
        opened += 1;
        const recording = newRecording();
        const store = createWorkbenchStore({ files: {}, cast: [] });
        store.getState().turnTo('ladder');
        set(({ shown }) => ({
          shown: { id: opened, name, size: file.size, recording, store, whole: undefined },
          replaced: shown,
          read: 0,
          refusal: undefined,
        }));
        stop = reader(file, recording, {
          onRead: (read) => set({ read }),
          onDone: (whole) => {
            stop = undefined;
            set(({ shown }) => ({ read: undefined, shown: shown && { ...shown, whole } }));
          },
          onRefused: (message) => back({ name, message }),
        });
      },
      cancel: () => {
        if (get().read !== undefined) back();
      },
      undo: () => back(),
      keep: () => set({ replaced: undefined }),
      refuse: (name, message) => set({ refusal: { name, message } }),
    };
  });
}
