import type { SourcePlace } from '@/lib/capture/record';
import type { EntryNumber } from './entry';
import type { Timeline } from './timeline';

/** What one line of the program did in one run, on whichever end and in however many clients it ran. */
export interface LineUse {
  readonly line: number;
  /** Entries with a packet that it sent, in the order in which they were joined; each once. */
  readonly sent: readonly EntryNumber[];
  /** Entries with a packet that a function registered here was called with; each once. */
  readonly handled: readonly EntryNumber[];
  /** Entries that were never on the wire: emits that were not sent, rooms, output of the console, exceptions. */
  readonly told: readonly EntryNumber[];
  /** How often it was seen to run. One call that reached several sockets ran once. */
  readonly runs: number;
  /** How often a function registered here was called. */
  readonly calls: number;
}

type Writable = {
  -readonly [K in keyof LineUse]: LineUse[K] extends readonly EntryNumber[] ? EntryNumber[] : LineUse[K];
};

/** By run and file, then by line. */
export type LineIndex = Map<string, Map<number, Writable>>;

type Use =
  | { readonly as: 'sent' | 'handled' | 'told'; readonly n: EntryNumber }
  | { readonly as: 'run' | 'call' };

/** For the fold: one more use of a line. */
export function noteLine(timeline: Timeline, run: number, { file, line }: SourcePlace, use: Use): void {
  const { lines } = timeline.index;
  const key = `${run} ${file}`;
  const ofFile = lines.get(key) ?? new Map<number, Writable>();
  if (ofFile.size === 0) lines.set(key, ofFile);
  const known = ofFile.get(line);
  const one = known ?? { line, sent: [], handled: [], told: [], runs: 0, calls: 0 };
  if (!known) ofFile.set(line, one);
  switch (use.as) {
    case 'run':
      one.runs += 1;
      return;
    case 'call':
      one.calls += 1;
      return;
    case 'sent':
    case 'handled':
    case 'told':
      if (one[use.as].at(-1) !== use.n) one[use.as].push(use.n);
      return;
  }
}
