import type { SourcePlace } from '@/lib/capture/record';
import { causesOf } from '@/lib/session/causes';
import { handlersOf, type LineUse, linesOf } from '@/lib/session/chain';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';

/** What one line of the program did, as it stands beside the line. */
export interface LineMark {
  readonly line: number;
  /** `#6`, `#6 ×3 →`. */
  readonly text: string;
  /** Spoken: `Line 7: sent #6 and 2 more, ran 3 times`. */
  readonly title: string;
  /** How the selected entry has to do with it. */
  readonly lit: 'sent' | 'heard' | undefined;
}

/** Places of the selected entry: the lines that sent its packets, and those that heard them. */
export interface LitPlaces {
  readonly sent: readonly SourcePlace[];
  readonly heard: readonly SourcePlace[];
}

export function litPlaces(timeline: Timeline, selected: EntryNumber | undefined): LitPlaces {
  if (selected === undefined) return { sent: [], heard: [] };
  const entry = timeline.entries.nth(selected);
  const told =
    entry?.kind === 'trace' && 'place' in entry.record.event ? entry.record.event.place : undefined;
  const heard = handlersOf(timeline, selected).flatMap(({ place }) => (place ? [place] : []));
  return {
    sent: [...causesOf(timeline, selected).map(({ place }) => place), ...(told ? [told] : [])],
    heard,
  };
}

export function lineMarks(
  timeline: Timeline,
  run: number,
  file: string,
  selected: EntryNumber | undefined,
): readonly LineMark[] {
  const lit = litPlaces(timeline, selected);
  return [...linesOf(timeline, run, file).values()]
    .map((use) => markOf(use, file, lit, selected))
    .filter((mark) => mark !== undefined)
    .sort((a, b) => a.line - b.line);
}

function markOf(
  use: LineUse,
  file: string,
  lit: LitPlaces,
  selected: EntryNumber | undefined,
): LineMark | undefined {
  const { line } = use;
  const entries = entriesOfUse(use);
  const [first] = entries;
  if (first === undefined) return undefined;
  const isHere = (place: SourcePlace) => place.file === file && place.line === line;
  const how = lit.sent.some(isHere) ? 'sent' : lit.heard.some(isHere) ? 'heard' : undefined;
  const times = timesOf(use);
  const number = `#${how ? selected : first}${times > 1 ? ` ×${times}` : ''}`;
  return {
    line,
    text: how === 'sent' ? `${number} →` : how === 'heard' ? `→ ${number}` : number,
    title: titleOf(use),
    lit: how,
  };
}

/** All entries of a line, in their order, each once. */
export function entriesOfUse({ sent, handled, told }: LineUse): readonly EntryNumber[] {
  return [...new Set([...sent, ...handled, ...told])].sort((a, b) => a - b);
}

/** A line that hears and answers did one thing each time, not two. */
export function timesOf({ runs, calls }: LineUse): number {
  return Math.max(runs, calls);
}

function titleOf({ line, sent, handled, told, runs, calls }: LineUse): string {
  const parts = [
    sent.length > 0 && `sent ${listed(sent)}`,
    handled.length > 0 && `heard ${listed(handled)}`,
    told.length > 0 && `told ${listed(told)}`,
    runs > 1 && `ran ${runs} times`,
    calls > 1 && `was called ${calls} times`,
  ];
  return `Line ${line}: ${parts.filter(Boolean).join(', ')}`;
}

function listed(entries: readonly EntryNumber[]): string {
  const [first] = entries;
  if (entries.length === 1) return `#${first}`;
  return `#${first} and ${entries.length - 1} more`;
}

/** How often each line of a file had been seen at work; to be compared with what comes next. */
export type LineCounts = ReadonlyMap<number, number>;

export function lineCounts(timeline: Timeline, run: number, file: string): LineCounts {
  const counts = new Map<number, number>();
  for (const [line, use] of linesOf(timeline, run, file)) counts.set(line, use.runs + use.calls);
  return counts;
}

/** The lines that have been at work since. */
export function linesSince(before: LineCounts, after: LineCounts): readonly number[] {
  return [...after].flatMap(([line, count]) => (count > (before.get(line) ?? 0) ? [line] : []));
}
