'use client';

import { useMemo } from 'react';
import { FileFacts } from '@/components/inspect/file-facts';
import { FileNote } from '@/components/inspect/notes';
import { OpenButton } from '@/components/inspect/open-button';
import { OwnApps } from '@/components/inspect/own-apps';
import { type Sample, Samples } from '@/components/inspect/samples';
import { InTurn } from '@/components/ui/in-turn';
import { useWidth } from '@/components/ui/use-width';
import { micros } from '@/lib/base/micros';
import type { Timeline } from '@/lib/session/timeline';
import type { InspectedFile } from '@/lib/state/inspection';
import { runsIn, totalsOf } from '@/lib/state/totals';
import {
  useCalmTimeline,
  useOfTimeline,
  useShownRun,
  useWorkbench,
  useWorkbenchState,
} from '@/lib/state/workbench-context';
import { InspectorPanel } from './inspector-panel';
import { EntriesPanel } from './ladder-panel';
import { NarrowLayout } from './narrow-layout';
import { StatusLine } from './status-line';
import { useShortcuts } from './use-shortcuts';
import { useViewLink } from './use-view-link';
import { ViewBar } from './view-bar';
import { WideLayout } from './wide-layout';

interface FileViewProps {
  readonly file: InspectedFile;
  readonly samples: readonly Sample[];
  readonly onFile: (file: Blob, name: string) => void;
  readonly onSample: (sample: Sample) => void;
}

const COMING = <div aria-busy="true" className="h-full bg-panel" />;

/** One file with the instruments of a lab, but without its code. */
export function FileView({ file, samples, onFile, onSample }: FileViewProps) {
  const { store } = useWorkbench();
  const width = useWidth();
  const panel = useWorkbenchState((state) => state.panel);
  const isSilent = useOfTimeline(holdsNoPacket);
  useShortcuts();
  useViewLink(file);

  const panels = {
    side: <FileSide file={file} samples={samples} onFile={onFile} onSample={onSample} />,
    ladder: (
      <InTurn before={COMING}>
        <FileEntries file={file} />
      </InTurn>
    ),
    inspector: <InspectorPanel compact={width === 'narrow'} />,
  };
  return (
    <>
      {file.whole?.kind === 'har' && isSilent && (
        <FileNote>
          No Engine.IO packet is in this HAR. A connection that was open before the recording began is not in
          it, and some tools leave the messages out: begin to record, reload the page, and export it again.
        </FileNote>
      )}
      <main className="flex min-h-0 flex-1 flex-col">
        {width === 'wide' && <WideLayout panels={panels} />}
        {width === 'narrow' && (
          <NarrowLayout panels={panels} sideLabel="File" shown={panel} onTurn={store.getState().turnTo} />
        )}
      </main>
      <StatusLine />
    </>
  );
}

function holdsNoPacket(timeline: Timeline): boolean {
  return runsIn(timeline).every((run) => totalsOf(timeline, run).packets === 0);
}

function FileSide({ file, samples, onFile, onSample }: FileViewProps) {
  const { timeline } = useCalmTimeline();
  const runs = runsIn(timeline);
  const totals = runs.map((run) => totalsOf(timeline, run));
  const sum = (of: 'packets' | 'bytes' | 'connections') => totals.reduce((all, one) => all + one[of], 0);
  const { whole } = file;
  return (
    <div className="h-full overflow-auto px-5 py-[18px]">
      <FileFacts
        name={file.name}
        size={file.size}
        {...(whole && { kind: whole.kind === 'capture' ? 'a capture' : whole.title })}
        {...(whole?.createdAt !== undefined && { recordedAt: whole.createdAt })}
        lasted={micros((timeline.entries.at(-1)?.at ?? 0) - (timeline.entries.at(0)?.at ?? 0))}
        entries={timeline.entries.length}
        packets={sum('packets')}
        connections={sum('connections')}
        bytes={sum('bytes')}
        clients={[...timeline.index.clients.keys()]}
        runs={runs.length}
      />
      <div className="mt-4 mb-6">
        <OpenButton label="Open another file" onFile={onFile} />
        <p className="mt-1.5 text-[12.5px] text-dim">Or drop it anywhere, or paste text.</p>
      </div>
      <details className="mb-3">
        <summary className="cursor-pointer text-[13.5px] font-medium">Samples</summary>
        <div className="mt-2">
          <Samples samples={samples} onSample={onSample} />
        </div>
      </details>
      <details>
        <summary className="cursor-pointer text-[13.5px] font-medium">Inspect your own apps</summary>
        <div className="mt-2">
          <OwnApps />
        </div>
      </details>
    </div>
  );
}

function FileEntries({ file }: { readonly file: InspectedFile }) {
  // As text, for a list would be another one each time.
  const clients = useOfTimeline((timeline) => [...timeline.index.clients.keys()].join(' '));
  const runs = useOfTimeline((timeline) => runsIn(timeline).join(' '));
  const cast = useMemo(() => (clients === '' ? [] : clients.split(' ')), [clients]);
  return (
    <EntriesPanel
      cast={cast}
      bar={
        <div className="@container flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-panel px-2.5 py-[7px]">
          <RunChoice runs={runs === '' ? [] : runs.split(' ').map(Number)} />
          <span className="flex-1" />
          <ViewBar />
        </div>
      }
    >
      <p className="grid h-full place-items-center p-6 text-center text-dim">
        {file.whole ? 'The file is whole and holds no entry.' : 'The first entries are being read.'}
      </p>
    </EntriesPanel>
  );
}

/** A lab's capture holds every run of its program. */
function RunChoice({ runs }: { readonly runs: readonly number[] }) {
  const { store } = useWorkbench();
  const shown = useShownRun();
  if (runs.length < 2) return null;
  return (
    <label className="flex items-center gap-2 text-[12.5px] text-dim">
      Run
      <select
        value={shown}
        onChange={({ currentTarget }) => {
          store.getState().select(undefined);
          store.getState().showRun(Number(currentTarget.value));
        }}
        className="rounded-md border border-line bg-raised px-2 py-1 text-ink"
      >
        {runs.map((run) => (
          <option key={run} value={run}>
            {run === 0 ? 'before the first' : run}
          </option>
        ))}
      </select>
    </label>
  );
}
