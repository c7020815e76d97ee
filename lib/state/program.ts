import type { StateCreator } from 'zustand';
import type { SourcePlace } from '@/lib/capture/record';
import type { Program } from '@/lib/lab/program';
import type { WorkbenchState } from './store';

export type Files = Program['files'];

export interface ProgramSlice {
  /** The sample as the lesson gives it. */
  readonly pristine: Files;
  readonly files: Files;
  readonly cast: readonly string[];
  readonly openFile: string;
  /** Where the reader was sent; a new object each time, so that the same place can be shown twice. */
  readonly shown: SourcePlace | undefined;
  /** What was there before the last change that was not typed, and what that change was called. */
  readonly before: { readonly files: Files; readonly change: string } | undefined;
  edit(file: string, source: string): void;
  /** Changes files by something other than typing, so that it can be undone in one step. */
  replaceFiles(files: Files, change: string): void;
  reset(): void;
  undo(): void;
  openTab(file: string): void;
  show(place: SourcePlace): void;
}

export function createProgramSlice(program: Program): StateCreator<WorkbenchState, [], [], ProgramSlice> {
  return (set, get) => ({
    pristine: program.files,
    files: program.files,
    cast: program.cast,
    openFile: Object.keys(program.files)[0] ?? '',
    shown: undefined,
    before: undefined,

    // Typing on makes the older state stale: undoing it would take the new lines away. So is why it did not start.
    edit: (file, source) => {
      if (get().files[file] !== source) {
        set({ files: { ...get().files, [file]: source }, before: undefined, refusal: undefined });
      }
    },
    replaceFiles: (files, change) =>
      set(({ files: old }) => ({
        files: { ...old, ...files },
        before: { files: old, change },
        refusal: undefined,
      })),
    reset: () =>
      set(({ files, pristine }) => ({
        files: pristine,
        before: { files, change: 'Reset' },
        refusal: undefined,
      })),
    undo: () => set(({ files, before }) => ({ files: before?.files ?? files, before: undefined })),
    openTab: (openFile) => set({ openFile }),
    show: (place) => set({ shown: { ...place }, openFile: place.file }),
  });
}

/** Files that are not as the lesson gave them. */
export function dirtyFiles(files: Files, pristine: Files): readonly string[] {
  return Object.keys(files).filter((name) => files[name] !== pristine[name]);
}
