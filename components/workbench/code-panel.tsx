'use client';

import { useDeferredValue, useMemo } from 'react';
import { CodeBar } from '@/components/code/code-bar';
import { CodeEditor, type Problem } from '@/components/code/code-editor';
import type { LineMark } from '@/components/code/code-marks';
import { parseProblem } from '@/lib/program/parse';
import { causesOf, entriesOfLine } from '@/lib/session/causes';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
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
  const settled = useDeferredValue(source);

  const problems = useMemo((): readonly Problem[] => {
    const problem = file.endsWith('.js') ? parseProblem(file, settled) : undefined;
    if (problem) return [{ ...problem.place, message: problem.message }];
    return refusal?.place?.file === file ? [{ ...refusal.place, message: refusal.message }] : [];
  }, [file, settled, refusal]);

  // Line numbers of the recording are those of the program that ran; on an edited one they would lie.
  const told = ran === source;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  const marks = useMemo(
    () => (told ? marksOf(timeline, file, source, entry) : []),
    [timeline, version, told, file, source, entry],
  );

  function selectFrom(line: number): void {
    const caused = entriesOfLine(timeline, currentRun(timeline), file, line);
    const next = caused[(caused.indexOf(store.getState().entry ?? 0) + 1) % caused.length];
    store.getState().select(next);
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
