'use client';

import { dissect } from '@/lib/dissect/dissect';
import { sentenceOf } from '@/lib/explain/sentence';
import { counted, sizeText } from '@/lib/explain/words';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { LabPhase, StreamState } from '@/lib/state/lab';
import type { FieldPlace } from '@/lib/state/selection';
import { totalsOf } from '@/lib/state/totals';
import {
  useCalmTimeline,
  useOfTimeline,
  useShownRun,
  useWorkbench,
  useWorkbenchState,
} from '@/lib/state/workbench-context';
import { ExportMenu } from './export-menu';
import { Findings } from './findings';

/** The field under the cursor, what has crossed the wire, and whether more will come. */
export function StatusLine() {
  const { isFile } = useWorkbench();
  const run = useShownRun();
  const n = useWorkbenchState((state) => state.entry);
  const phase = useWorkbenchState((state) => state.phase);
  const stream = useWorkbenchState((state) => state.stream);
  const recorded = useWorkbenchState((state) => state.recorded !== undefined);
  const hasBytes = useOfTimeline((timeline) => totalsOf(timeline, run).bytes > 0);
  const state = isFile ? A_FILE : recorded ? RECORDED : stateOf(phase, stream);

  return (
    <footer className="flex h-[26px] shrink-0 items-center gap-[18px] overflow-hidden border-t border-line px-3.5 font-mono text-[12px] whitespace-nowrap text-dim">
      <span className="min-w-0 flex-1 truncate">{n !== undefined && <Pointed n={n} />}</span>
      {hasBytes && (
        <>
          <RunTotals run={run} />
          <Findings />
          <ExportMenu />
        </>
      )}
      <span
        role="status"
        data-slot="stream"
        data-state={state.name}
        className="data-[state=live]:text-ok data-[state=bad]:text-warn"
      >
        {state.text} <span aria-hidden="true">●</span>
      </span>
    </footer>
  );
}

/** The selected entry, or the field of it that is pointed at. */
function Pointed({ n }: { readonly n: EntryNumber }) {
  const { timeline } = useCalmTimeline();
  const field = useWorkbenchState((state) => state.lit ?? state.field);
  const entry = timeline.entries.nth(n);
  if (!entry) return undefined;
  return field ? <FieldText field={field} entry={entry} /> : `#${n} ${sentenceOf(entry, timeline)}`;
}

function RunTotals({ run }: { readonly run: number }) {
  const { timeline } = useCalmTimeline();
  const { packets, bytes, connections } = totalsOf(timeline, run);
  return (
    <>
      {packets > 0 && <span className="max-sm:hidden">{counted(packets, 'packet')}</span>}
      <span className="max-sm:hidden">{sizeText(bytes)}</span>
      <span className="max-md:hidden">{counted(connections, 'TCP connection')}</span>
    </>
  );
}

function FieldText({ field, entry }: { readonly field: FieldPlace; readonly entry: Entry }) {
  const buffer = entry.kind === 'unit' ? dissect(entry.unit).buffers[field.buffer] : undefined;
  return (
    <>
      <b className="font-medium text-ink">{field.key}</b> offset {field.start},{' '}
      {counted(field.end - field.start, 'byte')}
      {buffer && `, ${buffer.name}`}
    </>
  );
}

const A_FILE = { name: 'idle', text: 'a file' };
const RECORDED = { name: 'bad', text: 'a recording' };

function stateOf(phase: LabPhase, stream: StreamState): { readonly name: string; readonly text: string } {
  if (phase === 'gone') return { name: 'bad', text: 'the lab is gone: run again' };
  if (stream === 'reconnecting') return { name: 'bad', text: 'reconnecting' };
  if (phase === 'starting') return { name: 'starting', text: 'starting' };
  if (phase === 'running' && stream === 'live') return { name: 'live', text: 'live' };
  return { name: 'idle', text: 'not running' };
}
