'use client';

import { useDeferredValue, useMemo } from 'react';
import { CodeBar } from '@/components/code/code-bar';
import { CodeEditor, type Problem } from '@/components/code/code-editor';
import type { LineMark } from '@/components/code/code-marks';
import { parseProblem } from '@/lib/program/parse';
import { causesOf, entriesOfLine } from '@/lib/session/causes';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { consoleLines } from '@/lib/state/console-lines';
import { dirtyFiles } from '@/lib/state/program';
import { currentRun } from '@/lib/state/totals';
import { useTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { RunButton } from './run-button';

/** The program: a tab for each file, Run and Reset. All editors stay, so that each keeps its cursor and its undo. */
export function CodePanel() {
  const { store } = useWorkbench();
  const files = useWorkbenchState((state) => state.files);
  const pristine = useWorkbenchState((state) => state.pristine);
  const before = useWorkbenchState((state) => state.before);
  const openFile = useWorkbenchState((state) => state.openFile);
  const names = Object.keys(files);

  return (
    <section aria-label="Program" className="flex h-full min-h-0 flex-col bg-panel">
      <h2 className="sr-only">Program</h2>
      <CodeBar
        files={names}
        open={openFile}
        dirty={dirtyFiles(files, pristine)}
        run={<RunButton className="max-[899px]:hidden" />}
        undoable={before?.change}
        onOpen={store.getState().openTab}
        onReset={store.getState().reset}
        onUndo={store.getState().undo}
      />
      <div
        role="tabpanel"
        id="files-panel"
        aria-labelledby={`files-tab-${openFile}`}
        className="relative min-h-0 flex-1"
      >
        {names.map((file) => (
          <div key={file} className="absolute inset-0" hidden={file !== openFile}>
            <File file={file} source={files[file] ?? ''} />
          </div>
        ))}
      </div>
    </section>
  );
}

function File({ file, source }: { readonly file: string; readonly source: string }) {
  const { store } = useWorkbench();
  const { timeline, version } = useTimeline();
  const entry = useWorkbenchState((state) => state.entry);
  const ran = useWorkbenchState((state) => state.ran?.[file]);
  const refusal = useWorkbenchState((state) => state.refusal);
  const shown = useWorkbenchState((state) => (state.shown?.file === file ? state.shown : undefined));
  const cast = useWorkbenchState((state) => state.cast);
  const settled = useDeferredValue(source);
  // Line numbers of the recording are those of the program that ran; on an edited one they would lie.
  const told = ran === source;

  const parseError = useMemo(
    () => (file.endsWith('.js') ? parseProblem(file, settled) : undefined),
    [file, settled],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  const problems = useMemo((): readonly Problem[] => {
    const stopped = parseError ?? refusal;
    if (stopped?.place?.file === file) return [{ ...stopped.place, message: stopped.message }];
    return told ? thrownIn(timeline, file, cast) : [];
  }, [file, parseError, refusal, told, timeline, version, cast]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  const marks = useMemo(
    () => (told ? marksOf(timeline, file, source, entry) : []),
    [timeline, version, told, file, source, entry],
  );

  function selectFrom(line: number): void {
    const caused = entriesOfLine(timeline, currentRun(timeline), file, line);
    const next = caused[caused.indexOf(store.getState().entry ?? 0) + 1] ?? caused[0];
    if (next !== undefined) store.getState().select(next);
  }

  return (
    <CodeEditor
      file={file}
      source={source}
      problems={problems}
      marks={marks}
      shown={shown}
      onChange={(text) => store.getState().edit(file, text)}
      onMark={selectFrom}
    />
  );
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

function marksOf(
  timeline: Timeline,
  file: string,
  source: string,
  selected: EntryNumber | undefined,
): LineMark[] {
  const run = currentRun(timeline);
  const lit = selected === undefined ? [] : causesOf(timeline, selected).map(({ place }) => place);
  return source.split('\n').flatMap((_, index) => {
    const line = index + 1;
    const caused = entriesOfLine(timeline, run, file, line);
    const [first] = caused;
    if (first === undefined) return [];
    const isLit = lit.some((place) => place.file === file && place.line === line);
    const number = isLit ? selected : first;
    const more = caused.length > 1 ? ` +${caused.length - 1}` : '';
    return [
      {
        line,
        text: `#${number}${more}${isLit ? ' →' : ''}`,
        title: `Line ${line} sent ${listed(caused)}`,
        lit: isLit,
      },
    ];
  });
}

function listed(caused: readonly EntryNumber[]): string {
  const named = caused
    .slice(0, 6)
    .map((n) => `#${n}`)
    .join(', ');
  return caused.length > 6 ? `${named} and ${caused.length - 6} more` : named;
}
