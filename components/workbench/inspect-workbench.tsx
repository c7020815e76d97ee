'use client';

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { DropVeil, FileNote, ReadingNote, RefusedNote, ReplacedNote } from '@/components/inspect/notes';
import type { Sample } from '@/components/inspect/samples';
import { useFileDrop } from '@/components/inspect/use-file-drop';
import { Welcome } from '@/components/inspect/welcome';
import { useLate } from '@/components/ui/use-late';
import { createInspection, type InspectedFile, type InspectionStore } from '@/lib/state/inspection';
import { NO_LAB } from '@/lib/state/no-lab';
import { prepareReader } from '@/lib/state/reader';
import { readViewLink } from '@/lib/state/view-link';
import { WorkbenchProvider } from '@/lib/state/workbench-context';

// Nobody needs the instruments before there is something to look at. They are fetched while the page has nothing to do.
const loadFileView = async () => (await import('./file-view')).FileView;

/** Milliseconds after which a page that was opened has nothing more to do. */
const AT_REST = 300;

/** Opens files, and shows one of them with the instruments of a lab. */
export function InspectWorkbench({ samples }: { readonly samples: readonly Sample[] }) {
  const [inspection] = useState(() => createInspection());
  const shown = useStore(inspection, (state) => state.shown);
  const replaced = useStore(inspection, (state) => state.replaced);
  const refusal = useStore(inspection, (state) => state.refusal);
  // How far it is read is told some hundred times: only the progress is drawn for that.
  const read = useStore(inspection, (state) => state.reading?.file);
  const { open, cancel, undo, keep, refuse, dismiss } = inspection.getState();
  const leave = useCallback(
    (name: string, more: number) =>
      refuse(name, `One file is read at a time.${more === 0 ? '' : ` That is true of ${more} more.`}`),
    [refuse],
  );
  const isOver = useFileDrop({ onFile: open, onLeft: leave });
  const FileView = useLate(loadFileView, read !== undefined || shown !== undefined);

  const openSample = useCallback(
    ({ href, name, slug }: Sample) => {
      fetch(href)
        .then(async (response) => {
          if (!response.ok) throw new Error(String(response.status));
          open(await response.blob(), name, slug);
        })
        .catch(() => refuse(name, 'It could not be fetched: is the server still there?'));
    },
    [open, refuse],
  );

  useEffect(() => {
    const timer = setTimeout(() => {
      prepareReader();
      // Where they cannot be fetched, that is said when they are wanted.
      loadFileView().catch(() => undefined);
    }, AT_REST);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    const { sample } = readViewLink(location.search);
    const asked = samples.find(({ slug }) => slug === sample);
    if (asked) openSample(asked);
    else if (sample !== undefined) refuse(sample, 'No sample has this name.');
  }, [samples, openSample, refuse]);

  const files = { samples, onFile: open, onSample: openSample };
  const workbench = useMemo(
    () => shown && { store: shown.store, recording: shown.recording, conductor: NO_LAB, isFile: true },
    [shown],
  );
  return (
    <>
      {refusal && <RefusedNote {...refusal} onDismiss={dismiss} />}
      {read && <Progress inspection={inspection} file={read} onCancel={cancel} />}
      {shown && workbench ? (
        <WorkbenchProvider
          // Another file is another workbench.
          key={shown.id}
          value={workbench}
        >
          {!read && replaced && (
            <ReplacedNote name={shown.name} before={replaced.name} onUndo={undo} onKeep={keep} />
          )}
          {shown.whole?.cut !== undefined && <FileNote>{shown.whole.cut}</FileNote>}
          {shown.whole?.holes !== undefined && <FileNote>{shown.whole.holes}</FileNote>}
          {FileView ? <FileView file={shown} {...files} /> : <main className="flex-1" />}
        </WorkbenchProvider>
      ) : (
        <main className="flex min-h-0 flex-1 flex-col">
          {!read && <AwaitedNote />}
          <Welcome {...files} />
        </main>
      )}
      {isOver && <DropVeil />}
    </>
  );
}

/** The page was opened anew with the address of a view of the reader's own file. */
function AwaitedNote() {
  const search = useSyncExternalStore(
    noChange,
    () => location.search,
    () => '',
  );
  const { sample, entry, filter } = readViewLink(search);
  if (sample !== undefined || (entry === undefined && filter === undefined)) return null;
  return (
    <FileNote>
      This address is of a view of a file, and files are not kept. Open that file again, and the view is as it
      was.
    </FileNote>
  );
}

function noChange(): () => void {
  return () => {};
}

interface ProgressProps {
  readonly inspection: InspectionStore;
  readonly file: InspectedFile;
  onCancel(): void;
}

function Progress({ inspection, file: { name, size, recording }, onCancel }: ProgressProps) {
  const read = useStore(inspection, (state) => state.reading?.read ?? 0);
  const entries = useSyncExternalStore(
    recording.subscribe,
    () => recording.timeline().entries.length,
    () => 0,
  );
  return <ReadingNote name={name} size={size} read={read} entries={entries} onCancel={onCancel} />;
}
