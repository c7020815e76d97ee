'use client';

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { CodeEditor, type Problem } from '@/components/code/code-editor';
import { type LineEntry, LineMenu } from '@/components/code/line-menu';
import { labelOf } from '@/lib/explain/label';
import { parseProblem } from '@/lib/program/parse';
import { linesOf } from '@/lib/session/chain';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { consoleLines } from '@/lib/state/console-lines';
import {
  entriesOfUse,
  type LineCounts,
  type LineMark,
  lineCounts,
  lineMarks,
  linesSince,
} from '@/lib/state/line-marks';
import { currentRun } from '@/lib/state/totals';
import { useCalmTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { useSteady } from './use-steady';

/** One file of the program, with what its lines did beside them. */
export function CodeFile({ file, source }: { readonly file: string; readonly source: string }) {
  const { store } = useWorkbench();
  const { timeline, version } = useCalmTimeline();
  const entry = useWorkbenchState((state) => state.entry);
  const before = useWorkbenchState((state) => state.ran?.[file]);
  const refusal = useWorkbenchState((state) => state.refusal);
  const shown = useWorkbenchState((state) => (state.shown?.file === file ? state.shown : undefined));
  const cast = useWorkbenchState((state) => state.cast);
  const [asked, setAsked] = useState<{ readonly line: number; readonly at: DOMRect }>();
  const settled = useDeferredValue(source);
  // Line numbers of the recording are those of the program that ran; on an edited one they would lie.
  const told = before === source;
  const run = currentRun(timeline);

  const parseError = useMemo(
    () => (file.endsWith('.js') ? parseProblem(file, settled) : undefined),
    [file, settled],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  const found = useMemo((): readonly Problem[] => {
    const stopped = parseError ?? refusal;
    if (stopped?.place?.file === file) return [{ ...stopped.place, message: stopped.message }];
    return told ? thrownIn(timeline, file, cast) : [];
  }, [file, parseError, refusal, told, timeline, version, cast]);
  const problems = useSteady(found, sameProblems);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  const made = useMemo(
    () => (told ? lineMarks(timeline, run, file, entry) : []),
    [timeline, version, told, run, file, entry],
  );
  const marks = useSteady(made, sameMarks);
  const ran = useRunning(file, told);

  function ask(line: number, at: DOMRect): void {
    const entries = entriesAt(timeline, run, file, line);
    const [only, second] = entries;
    if (only !== undefined && second === undefined) store.getState().select(only);
    else if (only !== undefined) setAsked({ line, at });
  }

  const listed = asked && told ? entriesAt(timeline, run, file, asked.line) : [];
  return (
    <>
      <CodeEditor
        file={file}
        source={source}
        problems={problems}
        marks={marks}
        shown={shown}
        ran={ran}
        onChange={(text) => store.getState().edit(file, text)}
        onMark={ask}
      />
      <LineMenu
        at={listed.length > 0 ? asked?.at : undefined}
        title={asked ? `Line ${asked.line} of ${file}` : ''}
        entries={listed.slice(-MOST_LISTED).map((n) => lineEntry(timeline, n))}
        earlier={Math.max(0, listed.length - MOST_LISTED)}
        selected={entry}
        onSelect={(n) => store.getState().select(n)}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}

const MOST_LISTED = 100;

function entriesAt(timeline: Timeline, run: number, file: string, line: number): readonly EntryNumber[] {
  const use = linesOf(timeline, run, file).get(line);
  return use ? entriesOfUse(use) : [];
}

function lineEntry(timeline: Timeline, n: EntryNumber): LineEntry {
  const entry = timeline.entries.nth(n);
  if (!entry) return { n, way: '', text: '' };
  const text = labelOf(entry, timeline)
    .map((part) => part.text.trim())
    .join(' ');
  return { n, way: entry.from === entry.to ? entry.from : `${entry.from} → ${entry.to}`, text };
}

/** The lines that have run since the screen was last drawn. */
function useRunning(file: string, told: boolean): readonly number[] {
  const { timeline, version } = useCalmTimeline();
  const [ran, setRan] = useState<readonly number[]>([]);
  const last = useRef<{ readonly run: number; readonly counts: LineCounts }>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  useEffect(() => {
    const run = currentRun(timeline);
    const counts = lineCounts(timeline, run, file);
    const before = last.current?.run === run ? last.current.counts : new Map<number, number>();
    last.current = { run, counts };
    const lines = told ? linesSince(before, counts) : [];
    if (lines.length > 0) setRan(lines);
  }, [timeline, version, file, told]);

  return ran;
}

function sameMarks(a: readonly LineMark[], b: readonly LineMark[]): boolean {
  return sameItems(a, b, (one, other) =>
    (['line', 'text', 'title', 'lit'] as const).every((key) => one[key] === other[key]),
  );
}

function sameProblems(a: readonly Problem[], b: readonly Problem[]): boolean {
  return sameItems(a, b, (one, other) =>
    (['line', 'column', 'message'] as const).every((key) => one[key] === other[key]),
  );
}

function sameItems<T>(a: readonly T[], b: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((one, i) => b[i] !== undefined && isSame(one, b[i]));
}

/** Where the program threw in this run, each place once. */
function thrownIn(timeline: Timeline, file: string, cast: readonly string[]): Problem[] {
  const run = currentRun(timeline);
  const problems = new Map<string, Problem>();
  for (const side of ['server', ...cast]) {
    for (const { tone, place, text } of consoleLines(timeline, run, side)) {
      if (tone === 'thrown' && place?.file === file)
        problems.set(`${place.line} ${text}`, { ...place, message: text });
    }
  }
  return [...problems.values()].sort((a, b) => a.line - b.line);
}
