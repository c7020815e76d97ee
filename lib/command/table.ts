import { wireLength } from '@/lib/dissect/wire-length';
import type { Finding } from '@/lib/explain/findings';
import { labelOf } from '@/lib/explain/label';
import type { Entry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { plainText } from './plain';

/** How wide each column is, so that lines can be written one by one. */
export interface Columns {
  readonly n: number;
  readonly at: number;
  readonly way: number;
}

export function columnsOf(entries: readonly Entry[], timeline: Timeline): Columns {
  let [n, at, way] = [0, 0, 0];
  for (const entry of entries) {
    n = Math.max(n, entry.n);
    at = Math.max(at, timeline.entries.timeInRun(entry.n));
    way = Math.max(way, wayText(entry).length);
  }
  return { n: String(n).length, at: timeText(at).length, way };
}

/**
 * `  5  0.016 ms  client → server  2 EVENT "hello"  (24 bytes)`, and its issues under it. What a label says of the first
 * issue is said there in full.
 */
export function entryLines(entry: Entry, timeline: Timeline, columns: Columns): string[] {
  const issues = entry.kind === 'unit' ? entry.unit.issues : [];
  const label = labelOf(entry, timeline)
    .filter(({ text }) => !issues.some(({ message }) => text.endsWith(message)))
    .map(({ text }) => plainText(text))
    .join(' ');
  const line = [
    String(entry.n).padStart(columns.n),
    timeText(timeline.entries.timeInRun(entry.n)).padStart(columns.at),
    wayText(entry).padEnd(columns.way),
    label,
    ...(entry.kind === 'unit' ? [`(${bytesText(wireLength(entry.unit))})`] : []),
  ].join('  ');
  const margin = ' '.repeat(columns.n + 2);
  return [
    line,
    ...issues.map(({ level, code, message }) => `${margin}${level} ${code}: ${plainText(message)}`),
  ];
}

/** Level and title, what happened, what helps, and the entries that show it. */
export function findingLines({ level, title, text, remedy, evidence }: Finding): string[] {
  const shown = evidence.slice(0, MOST_EVIDENCE).join(', ');
  const more = evidence.length > MOST_EVIDENCE ? ` and ${evidence.length - MOST_EVIDENCE} more` : '';
  return [
    `${level}: ${plainText(title)}`,
    `  ${plainText(text)}`,
    `  What helps: ${plainText(remedy)}`,
    ...(evidence.length === 0 ? [] : [`  Seen in ${shown}${more}`]),
  ];
}

const MOST_EVIDENCE = 12;

/** Seconds since the run began, as the filter key `at` counts, to the microsecond where it is known so closely. */
function timeText(at: number): string {
  return `${(at / 1_000_000).toFixed(6)} s`;
}

function wayText({ from, to }: Entry): string {
  return from === to ? from : `${from} → ${to}`;
}

function bytesText(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}
