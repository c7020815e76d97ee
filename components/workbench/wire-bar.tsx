'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { FaultBar } from '@/components/wire/fault-bar';
import { faultRecords, hasMet, withoutSpent } from '@/components/wire/fault-news';
import { withoutFault } from '@/components/wire/fault-set';
import { FaultsInForce } from '@/components/wire/faults-in-force';
import { TransportSwitch } from '@/components/wire/transport-switch';
import { WhoseMenu } from '@/components/wire/whose-menu';
import type { FaultRecord } from '@/lib/capture/record';
import { readTransports, type TransportChoice, writeTransports } from '@/lib/program/transports';
import { useOfTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { ViewBar } from './view-bar';

export function WireBar() {
  const { store, conductor } = useWorkbench();
  const records = useFaultRecords();
  const client = useWorkbenchState((state) => state.files['client.js'] ?? '');
  const cast = useWorkbenchState((state) => state.cast);
  const running = useWorkbenchState((state) => state.phase === 'running');
  const faults = useWorkbenchState((state) => state.faults);
  const [whose, setWhose] = useState<string | undefined>();
  const choice = useMemo(() => readTransports(client), [client]);
  const canWrite = useMemo(() => writeTransports(client, 'polling') !== undefined, [client]);
  useSpentFaults(records);

  function chooseTransport(next: TransportChoice): void {
    const source = writeTransports(client, next);
    if (source === undefined) return;
    store.getState().replaceFiles({ 'client.js': source }, 'Transports');
    store.getState().openTab('client.js');
    if (running) void conductor.run();
  }

  return (
    <div className="@container shrink-0 border-b border-line bg-panel">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-2.5 py-[7px]">
        <TransportSwitch value={choice} disabled={!canWrite} onChange={chooseTransport} />
        <span className="flex-1" />
        <ViewBar />
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 border-t border-line px-2.5 py-[7px]">
        {cast.length > 1 ? (
          <WhoseMenu cast={cast} client={whose} onChange={setWhose} />
        ) : (
          <span className="text-[12px] text-dim @max-[330px]:sr-only">wire</span>
        )}
        <FaultBar
          faults={faults}
          client={whose}
          live={running}
          onFaults={(next) => void conductor.putFaults(next)}
        />
      </div>
      <FaultsInForce
        faults={faults}
        many={cast.length > 1}
        holds={(fault) => hasMet(records, fault)}
        onClear={(fault) => void conductor.putFaults(withoutFault(faults, fault))}
        onClearAll={() => void conductor.putFaults([])}
      />
    </div>
  );
}

/** The list grows in place: that there are more of them is what draws anew. */
function useFaultRecords(): readonly FaultRecord[] {
  useOfTimeline((timeline) => faultRecords(timeline).length);
  return useOfTimeline(faultRecords);
}

/** What acted once is over: the recording tells, as soon as it happened. */
function useSpentFaults(records: readonly FaultRecord[]): void {
  const { store } = useWorkbench();
  const heard = useRef({ records, count: 0 });

  useEffect(() => {
    const before = heard.current.records === records ? heard.current.count : 0;
    heard.current = { records, count: records.length };
    if (records.length === before) return;
    const { faults, update } = store.getState();
    const left = withoutSpent(faults, records.slice(before));
    if (left.length < faults.length) update({ faults: left });
  });
}
