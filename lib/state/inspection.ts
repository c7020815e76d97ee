import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WholeRecording } from '@/lib/capture/pieces';
import { CALM_MS } from './calmly';
import { readFile } from './reader';
import { createRecording, onNextTurn, type Recording } from './recording';
import { createWorkbenchStore, type WorkbenchStore } from './store';

/** A file that is shown, and how the reader looks at it. */
export interface InspectedFile {
  /** Counts the files that were opened. */
  readonly id: number;
  readonly name: string;
  /** A recording that comes with the app, by its name; absent for a file of the reader's own. */
  readonly sample: string | undefined;
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
  /** A file that is being read, and how many of its bytes were. It is the one that is shown from its first record on. */
  readonly reading: { readonly file: InspectedFile; readonly read: number } | undefined;
  /** Why the last file was not opened. */
  readonly refusal: { readonly name: string; readonly message: string } | undefined;
  open(file: Blob, name: string, sample?: string): void;
  /** Ends the reading, and what was shown before is shown again. */
  cancel(): void;
  /** Shows again what the last file replaced. */
  undo(): void;
  /** Forgets what was replaced. */
  keep(): void;
  /** A file could not even be fetched. */
  refuse(name: string, message: string): void;
  /** The reader has read why. */
  dismiss(): void;
}

export type InspectionStore = StoreApi<InspectionState>;

/** What is open on the page that inspects files: one at a time, and the one before it to go back to. */
export function createInspection(
  newRecording: () => Recording = () => createRecording(onNextTurn, CALM_MS),
  reader: typeof readFile = readFile,
): InspectionStore {
  let stop: (() => void) | undefined;
  let opened = 0;

  return createStore<InspectionState>()((set, get) => {
    /** Ends the reading, and takes away what it has shown. */
    function back(refusal?: InspectionState['refusal']): void {
      stop?.();
      stop = undefined;
      set(({ shown, replaced, reading }) => ({
        ...(isShown(reading, shown) && { shown: replaced, replaced: undefined }),
        reading: undefined,
        refusal,
      }));
    }

    function show(file: InspectedFile): void {
      set(({ shown }) => ({ shown: file, ...(shown?.id !== file.id && { replaced: shown }) }));
    }

    function open(blob: Blob, name: string, sample?: string): void {
      if (get().reading) back();
      opened += 1;
      const recording = newRecording();
      const store = createWorkbenchStore({ files: {}, cast: [] });
      store.getState().turnTo('ladder');
      const file: InspectedFile = {
        id: opened,
        name,
        sample,
        size: blob.size,
        recording,
        store,
        whole: undefined,
      };
      set({ reading: { file, read: 0 }, refusal: undefined });
      stop = reader(blob, recording, {
        onRead: (read) => {
          set({ reading: { file, read } });
          if (get().shown?.id !== file.id && hasBegun(recording)) show(file);
        },
        onDone: (whole) => {
          stop = undefined;
          show({ ...file, whole });
          set({ reading: undefined });
        },
        onRefused: (message) => back({ name, message }),
      });
    }

    return {
      shown: undefined,
      replaced: undefined,
      reading: undefined,
      refusal: undefined,

      open,
      cancel: () => back(),
      undo: () => set(({ replaced }) => ({ shown: replaced, replaced: undefined })),
      keep: () => set({ replaced: undefined }),
      refuse: (name, message) => set({ refusal: { name, message } }),
      dismiss: () => set({ refusal: undefined }),
    };
  });
}

function isShown(reading: InspectionState['reading'], shown: InspectedFile | undefined): boolean {
  return reading !== undefined && reading.file.id === shown?.id;
}

function hasBegun(recording: Recording): boolean {
  return recording.waiting() > 0 || recording.timeline().entries.length > 0;
}
