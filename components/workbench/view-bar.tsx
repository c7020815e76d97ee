'use client';

import { Pause } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Segmented } from '@/components/ui/segmented';
import { Tip } from '@/components/ui/tip';
import { counted } from '@/lib/explain/words';
import { totalsOf } from '@/lib/state/totals';
import { useOfTimeline, useShownRun, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

/** How what crossed the wire is looked at, whether a lab or a file told of it. */
export function ViewBar() {
  const { store, isFile } = useWorkbench();
  const run = useShownRun();
  const paused = useWorkbenchState((state) => state.paused);
  const form = useWorkbenchState((state) => state.form);
  const hasPackets = useOfTimeline((timeline) => totalsOf(timeline, run).packets > 0);
  // Not every program speaks Socket.IO: a stream of events is held still as well.
  const hasBytes = useOfTimeline((timeline) => totalsOf(timeline, run).bytes > 0);
  return (
    <>
      {hasBytes && !isFile && (
        <Tip tip="Hold the ladder still for reading (Space). The capture goes on.">
          <Button
            look="quiet"
            aria-pressed={paused}
            className="aria-pressed:bg-sel aria-pressed:text-ink"
            onClick={() => store.getState().pause(!paused)}
          >
            <Pause size={13} aria-hidden="true" />
            <span className="sr-only">Pause the view</span>
          </Button>
        </Tip>
      )}
      <Segmented
        label="Show the entries as"
        value={form}
        onChange={store.getState().showAs}
        options={[
          { value: 'ladder', label: 'Ladder' },
          { value: 'list', label: 'List' },
          { value: 'statistics', label: 'Statistics' },
          { value: 'compare', label: 'Compare' },
        ]}
      />
      <span className="@max-[760px]:hidden">{hasPackets && <Packets run={run} />}</span>
    </>
  );
}

function Packets({ run }: { readonly run: number }) {
  const packets = useOfTimeline((timeline) => totalsOf(timeline, run).packets);
  return <Chip>{counted(packets, 'packet')}</Chip>;
}
