'use client';

import { Pause } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Chip } from '@/components/ui/chip';
import { Segmented } from '@/components/ui/segmented';
import { Tip } from '@/components/ui/tip';
import { FaultBar, type Frozen } from '@/components/wire/fault-bar';
import { TransportSwitch } from '@/components/wire/transport-switch';
import type { Fault } from '@/lib/lab/faults';
import { readTransports, type TransportChoice, writeTransports } from '@/lib/program/transports';
import { isSameFault, toggleFault } from '@/lib/state/lab';
import { currentRun, totalsOf } from '@/lib/state/totals';
import { useTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

const EVERYBODY = 'all';

export function WireBar() {
  const { store, conductor } = useWorkbench();
  const { timeline } = useTimeline();
  const client = useWorkbenchState((state) => state.files['client.js'] ?? '');
  const faults = useWorkbenchState((state) => state.faults);
  const cast = useWorkbenchState((state) => state.cast);
  const running = useWorkbenchState((state) => state.phase === 'running');
  const paused = useWorkbenchState((state) => state.paused);
  const form = useWorkbenchState((state) => state.form);
  const [whose, setWhose] = useState(EVERYBODY);
  const choice = useMemo(() => readTransports(client), [client]);
  const canWrite = useMemo(() => writeTransports(client, 'polling') !== undefined, [client]);
  const { packets } = totalsOf(timeline, currentRun(timeline));
  const one = whose === EVERYBODY ? {} : { client: whose };

  function chooseTransport(next: TransportChoice): void {
    const source = writeTransports(client, next);
    if (source === undefined) return;
    store.getState().replaceFiles({ 'client.js': source }, 'Transports');
    store.getState().openTab('client.js');
    if (running) void conductor.run();
  }

  function freeze(direction: Frozen): void {
    const others = faults.filter(
      (fault) => !isSameFault(fault, { kind: 'freeze', direction: 'both', ...one }),
    );
    void conductor.putFaults(
      direction === 'no' ? others : [...others, { kind: 'freeze', direction, ...one }],
    );
  }

  const toggle = (fault: Fault) => void conductor.putFaults(toggleFault(faults, fault));
  const cut = (fault: Fault) => void conductor.putFaults([...faults, fault]);

  return (
    <div className="shrink-0 border-b border-line bg-panel">
      <div className="flex items-center gap-x-3 gap-y-1.5 px-2.5 py-[7px] max-sm:overflow-x-auto sm:flex-wrap">
        <TransportSwitch value={choice} disabled={!canWrite} onChange={chooseTransport} />
        <span className="flex-1 max-sm:hidden" />
        {packets > 0 && (
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
          ]}
        />
        <span className="max-sm:hidden">
          {packets > 0 && <Chip>{packets === 1 ? '1 packet' : `${packets} packets`}</Chip>}
        </span>
      </div>
      <div className="flex items-center gap-x-2 gap-y-1.5 border-t border-line px-2.5 py-[7px] max-sm:overflow-x-auto sm:flex-wrap">
        <span className="text-[12px] text-dim max-sm:sr-only">wire</span>
        {cast.length > 1 && (
          <Segmented
            label="Whose wire"
            value={whose}
            onChange={setWhose}
            options={[EVERYBODY, ...cast].map((value) => ({ value, label: value }))}
          />
        )}
        <FaultBar
          faults={faults}
          client={whose === EVERYBODY ? undefined : whose}
          live={running}
          onToggle={toggle}
          onCut={cut}
          onFreeze={freeze}
        />
      </div>
    </div>
  );
}
