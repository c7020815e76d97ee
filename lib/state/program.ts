import type { StateCreator } from 'zustand';
import type { SourcePlace } from '@/lib/capture/record';
import { CAST_NAMES, MAX_CAST, ownFile, type Program } from '@/lib/lab/program';
import type { WorkbenchState } from './store';

export type Files = Program['files'];

/** What a change that was not typed did: the files it touched as they were, absent where it made them. */
export interface Change {
  readonly called: string;
  readonly touched: { readonly [file: string]: string | undefined };
}

export interface ProgramSlice {
  /** The sample as the lesson gives it. */
  readonly pristine: Files;
  readonly files: Files;
  readonly cast: readonly string[];
  readonly openFile: string;
  /** Where the reader was sent; a new object each time, so that the same place can be shown twice. */
  readonly shown: SourcePlace | undefined;
  /** The changes that were not typed and can be undone, oldest first. */
  readonly changes: readonly Change[];
  edit(file: string, source: string): void;
  /** Changes files by something other than typing, so that it can be undone in one step. */
  replaceFiles(files: Files, called: string): void;
  addFile(file: string, source: string): void;
  renameFile(file: string, to: string): void;
  deleteFile(file: string): void;
  reset(): void;
  /** What was written at an earlier visit, in the place of the sample. */
  restore(files: Files): void;
  undo(): void;
  openTab(file: string): void;
  show(place: SourcePlace): void;
  /** The next of the cast comes; gives back who, or nothing where all are there. */
  join(): string | undefined;
  /** Takes a client out of the cast, but never the last. */
  leave(client: string): void;
}

/** So many changes are remembered. */
const MOST = 50;

export function createProgramSlice(program: Program): StateCreator<WorkbenchState, [], [], ProgramSlice> {
  return (set, get) => {
    /** Puts, and with `undefined` takes away, files in one step that can be undone. */
    function change(called: string, next: Change['touched'], openFile = get().openFile): void {
      const { files, changes } = get();
      const touched = Object.fromEntries(Object.keys(next).map((file) => [file, files[file]]));
      set({
        ...withFiles(files, next, openFile),
        changes: [...changes, { called, touched }].slice(-MOST),
        refusal: undefined,
      });
    }

    return {
      pristine: program.files,
      files: program.files,
      cast: program.cast,
      openFile: Object.keys(program.files)[0] ?? '',
      shown: undefined,
      changes: [],

      // What was typed into a file makes older states of it stale: undoing would take the new lines away.
      edit: (file, source) => {
        if (get().files[file] === source) return;
        set(({ files, changes }) => ({
          files: { ...files, [file]: source },
          changes: changes.filter(({ touched }) => !Object.hasOwn(touched, file)),
          refusal: undefined,
        }));
      },
      replaceFiles: (files, called) => change(called, files),
      addFile: (file, source) => change(`New ${file}`, { [file]: source }, file),
      renameFile: (file, to) =>
        change(
          `Rename ${file}`,
          { [file]: undefined, [to]: get().files[file] ?? '' },
          get().openFile === file ? to : get().openFile,
        ),
      deleteFile: (file) => change(`Delete ${file}`, { [file]: undefined }),
      reset: () => {
        const { files, pristine } = get();
        const names = [...new Set([...Object.keys(files), ...Object.keys(pristine)])];
        const changed = names.filter((name) => files[name] !== pristine[name]);
        change('Reset', Object.fromEntries(changed.map((name) => [name, pristine[name]])));
      },
      restore: (files) => set(({ openFile }) => withFiles({}, files, openFile)),
      undo: () => {
        const { files, changes, openFile } = get();
        const last = changes.at(-1);
        if (!last) return;
        set({
          ...withFiles(files, last.touched, openFile),
          changes: changes.slice(0, -1),
          refusal: undefined,
        });
      },
      openTab: (openFile) => set({ openFile }),
      // A place may be in a file that is no more.
      show: (place) => {
        if (get().files[place.file] !== undefined) set({ shown: { ...place }, openFile: place.file });
      },
      join: () => {
        const { cast } = get();
        const next = CAST_NAMES.find((name) => !cast.includes(name));
        if (next === undefined || cast.length >= MAX_CAST) return undefined;
        set({ cast: [...cast, next] });
        return next;
      },
      leave: (client) => {
        const { cast, consoleOf } = get();
        const others = cast.filter((name) => name !== client);
        if (others.length === 0) return;
        set({ cast: others, consoleOf: consoleOf === client ? (others.at(-1) ?? 'server') : consoleOf });
      },
    };
  };
}

function withFiles(files: Files, next: Change['touched'], openFile: string) {
  const kept: [string, string][] = [];
  for (const [file, source] of Object.entries({ ...files, ...next })) {
    if (source !== undefined) kept.push([file, source]);
  }
  kept.sort(([a], [b]) => rankOf(a) - rankOf(b));
  const result: Files = Object.fromEntries(kept);
  return { files: result, openFile: result[openFile] === undefined ? 'server.js' : openFile };
}

/** Both ends first, then what single clients have of their own, then the rest as it came. */
function rankOf(file: string): number {
  if (file === 'server.js') return 0;
  if (file === 'client.js') return 1;
  return CAST_NAMES.some((client) => file === ownFile(client)) ? 2 : 3;
}

/** Files that are not as the lesson gave them, or not there at all. */
export function dirtyFiles(files: Files, pristine: Files): readonly string[] {
  const names = [...new Set([...Object.keys(files), ...Object.keys(pristine)])];
  return names.filter((name) => files[name] !== pristine[name]);
}

/** Files that a program cannot be without. */
export const NEEDED_FILES: readonly string[] = ['server.js', 'client.js'];

/** As the labs take them: letters, digits, `_`, `-`, `.`, and `/` between folders. */
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}){0,3}$/;
const MAX_FILES = 24;

/** Why a file cannot have this name, or `undefined` where it can. */
export function nameProblem(name: string, files: Files): string | undefined {
  if (name === '') return 'A file needs a name, such as rooms.js.';
  if (!FILE_NAME.test(name)) return 'A name has letters, digits, “_”, “-” and “.”, with “/” between folders.';
  if (Object.hasOwn(files, name)) return `There is a ${name} already.`;
  if (Object.keys(files).length >= MAX_FILES) return `A program has at most ${MAX_FILES} files.`;
  return undefined;
}
