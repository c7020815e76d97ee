'use client';

import { FindLine } from '@/components/filter/find-line';
import { useShownRun, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { findNext } from './find-next';

/** What is looked for, while something is. */
export function FindBar() {
  const workbench = useWorkbench();
  const run = useShownRun();
  const sought = useWorkbenchState((state) => state.sought);
  const said = useWorkbenchState((state) => state.soughtSaid);
  const { seek } = workbench.store.getState();
  if (sought === undefined) return undefined;
  return (
    <FindLine
      text={sought}
      said={said}
      onText={seek}
      onFind={(way) => findNext(workbench, run, way)}
      onClose={() => seek(undefined)}
    />
  );
}
