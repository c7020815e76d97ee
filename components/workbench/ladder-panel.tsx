'use client';

import { Ladder } from '@/components/ladder/ladder';
import { List } from '@/components/list/list';
import { currentRun } from '@/lib/state/totals';
import { useTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { RunButton } from './run-button';
import { WireBar } from './wire-bar';

/** What can be done to the wire, and what went over it. */
export function LadderPanel() {
  const { store } = useWorkbench();
  const { timeline, version } = useTimeline();
  const cast = useWorkbenchState((state) => state.cast);
  const selected = useWorkbenchState((state) => state.entry);
  const paused = useWorkbenchState((state) => state.paused);
  const form = useWorkbenchState((state) => state.form);
  const { select, turnTo, pause } = store.getState();
  const entries = {
    timeline,
    version,
    run: currentRun(timeline),
    ...(selected !== undefined && { selected }),
    onSelect: select,
    onOpen: () => turnTo('inspector'),
    live: !paused,
    onLive: () => pause(false),
    children: <NothingYet />,
  };

  return (
    <section aria-label="Wire" className="flex h-full min-h-0 flex-col">
      <h2 className="sr-only">Wire</h2>
      <WireBar />
      <div className="min-h-0 flex-1">
        {form === 'ladder' ? <Ladder {...entries} cast={cast} /> : <List {...entries} />}
      </div>
    </section>
  );
}

function NothingYet() {
  return (
    <div className="grid h-full place-items-center p-6 text-center">
      <div>
        <p className="mb-3 text-dim">Nothing has crossed the wire yet.</p>
        <RunButton label="Run the program" />
      </div>
    </div>
  );
}
