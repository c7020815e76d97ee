'use client';

import { Button } from '@/components/ui/button';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

/** Why the last Run did not start, or why the lab has ended; and what to do. */
export function RefusalNote() {
  const { store, conductor } = useWorkbench();
  const refusal = useWorkbenchState((state) => state.refusal);
  const phase = useWorkbenchState((state) => state.phase);
  const place = refusal?.place;

  if (refusal) {
    return (
      <div role="alert" className="border-b border-line bg-error/10 px-4 py-2 text-[13px]">
        <p className="text-error">
          {refusal.message}
          {place && (
            <button
              type="button"
              className="ml-2 font-mono text-[12px] underline underline-offset-2"
              onClick={() => {
                store.getState().turnTo('code');
                store.getState().show(place);
              }}
            >
              {place.file}:{place.line}
              {place.column === undefined ? '' : `:${place.column}`}
            </button>
          )}
        </p>
        {place && phase === 'running' && <p className="text-dim">The program before this one still runs.</p>}
      </div>
    );
  }
  if (phase === 'gone') {
    return (
      <div
        role="alert"
        className="flex items-center gap-3 border-b border-line bg-warn/10 px-4 py-2 text-[13px]"
      >
        <p className="flex-1">
          The server has put this lab away. What was recorded stays; a new Run starts a new lab.
        </p>
        <Button onClick={() => void conductor.run()}>Run again</Button>
      </div>
    );
  }
  return null;
}
