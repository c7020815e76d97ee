'use client';

import { useState } from 'react';
import { CodeBar } from '@/components/code/code-bar';
import { HopStrip } from '@/components/code/hop-strip';
import type { SourcePlace } from '@/lib/capture/record';
import type { EntryNumber } from '@/lib/session/entry';
import { hopOf } from '@/lib/state/hop';
import { litPlaces } from '@/lib/state/line-marks';
import { dirtyFiles } from '@/lib/state/program';
import {
  useCalmTimeline,
  useOfTimeline,
  useWorkbench,
  useWorkbenchState,
} from '@/lib/state/workbench-context';
import { CodeFile } from './code-file';
import { ProgramTools } from './program-tools';
import { RunButton } from './run-button';

/**
 * The program: a tab for each file, Run and Reset. An editor is made when its file is first turned to, and stays, so that
 * it keeps its cursor and its undo.
 */
export function CodePanel() {
  const { store } = useWorkbench();
  const files = useWorkbenchState((state) => state.files);
  const pristine = useWorkbenchState((state) => state.pristine);
  const undoable = useWorkbenchState((state) => state.changes.at(-1)?.called);
  const openFile = useWorkbenchState((state) => state.openFile);
  const entry = useWorkbenchState((state) => state.entry);
  const { openTab, reset, undo, show } = store.getState();
  const names = Object.keys(files);
  const [made, make] = useState([openFile]);
  if (!made.includes(openFile)) make([...made, openFile]);

  // As text, for a list would be another one each time.
  const lit = useOfTimeline((timeline) => {
    const { sent, heard } = litPlaces(timeline, entry);
    return [...new Set([...sent, ...heard].map(({ file }) => file))].join('\n');
  });

  return (
    <section aria-label="Program" className="flex h-full min-h-0 flex-col bg-panel">
      <h2 className="sr-only">Program</h2>
      <CodeBar
        files={names}
        open={openFile}
        dirty={dirtyFiles(files, pristine)}
        lit={lit.split('\n')}
        tools={<ProgramTools />}
        run={<RunButton className="max-[899px]:hidden" />}
        undoable={undoable}
        onOpen={openTab}
        onReset={reset}
        onUndo={undo}
      />
      <div
        role="tabpanel"
        id="files-panel"
        aria-labelledby={`files-tab-${openFile}`}
        className="relative min-h-0 flex-1"
      >
        {names
          .filter((file) => made.includes(file))
          .map((file) => (
            <div key={file} className="absolute inset-0" hidden={file !== openFile}>
              <CodeFile file={file} source={files[file] ?? ''} />
            </div>
          ))}
      </div>
      {entry !== undefined && <HopOf n={entry} onPlace={show} />}
    </section>
  );
}

interface HopOfProps {
  readonly n: EntryNumber;
  readonly onPlace: (place: SourcePlace) => void;
}

function HopOf({ n, onPlace }: HopOfProps) {
  const { timeline } = useCalmTimeline();
  const hop = hopOf(timeline, n);
  return hop && <HopStrip hop={hop} onPlace={onPlace} />;
}
