'use client';

import { useMemo, useState } from 'react';
import { EntryCompare } from '@/components/compare/entry-compare';
import { type NamedRun, RunCompare } from '@/components/compare/run-compare';
import { Segmented } from '@/components/ui/segmented';
import { growRunsFigures, openRunsFigures, type RunFigures, runsOf } from '@/lib/session/run-figures';
import { useCalmTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { RunButton } from './run-button';

/** Two of what there is, side by side: entries, or runs. */
export function CompareView() {
  const { store, isFile } = useWorkbench();
  const { timeline } = useCalmTimeline();
  const marked = useWorkbenchState((state) => state.marked);
  const selected = useWorkbenchState((state) => state.entry);
  const [chosen, choose] = useState<'entries' | 'runs' | undefined>();
  const [names, setNames] = useState<{ readonly a?: string; readonly b?: string }>({});
  const runs = useRuns();
  const what = chosen ?? (marked === undefined && runs.length > 1 ? 'runs' : 'entries');
  const b = runs.find(({ name }) => name === names.b) ?? runs.at(-1);
  const a = runs.find(({ name }) => name === names.a) ?? (b && besideRun(runs, b));
  const { select, markEntry } = store.getState();

  return (
    <section
      aria-label="Compare"
      data-slot="compare"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="@container h-full overflow-auto bg-bg p-3 text-[13px] -outline-offset-2!"
    >
      <div className="mb-3">
        <Segmented
          label="Compare"
          value={what}
          onChange={choose}
          options={[
            { value: 'entries', label: 'Two entries' },
            { value: 'runs', label: 'Two runs' },
          ]}
        />
      </div>
      {what === 'entries' ? (
        <EntryCompare
          timeline={timeline}
          a={marked}
          b={selected === marked ? undefined : selected}
          onA={markEntry}
          onB={select}
        />
      ) : (
        <RunCompare
          runs={runs}
          a={a}
          b={b}
          onA={(name) => setNames({ ...names, a: name })}
          onB={(name) => setNames({ ...names, b: name })}
          onEntry={select}
        >
          <div className="p-6 text-center text-dim">
            <p className="mb-3">
              {isFile
                ? 'This file holds one run only.'
                : 'Runs of this page stand here side by side. Run once, then choose another transport above and run again.'}
            </p>
            {!isFile && <RunButton label="Run the program" />}
          </div>
        </RunCompare>
      )}
    </section>
  );
}

/** All runs of this page: what is left of those whose lab is gone, and those on the timeline. */
function useRuns(): readonly NamedRun[] {
  const { timeline } = useCalmTimeline();
  const earlier = useWorkbenchState((state) => state.earlierRuns);
  const figures = useMemo(() => {
    // Another timeline is another lab.
    void timeline;
    return openRunsFigures();
  }, [timeline]);
  growRunsFigures(figures, timeline.entries);
  const here = runsOf(figures);
  const named = (run: RunFigures, i: number): NamedRun => ({
    name: `Run ${i + 1}`,
    figures: run,
    isHere: here.includes(run),
  });
  return [...earlier, ...here].map(named);
}

/** The newest before it that went another way, else the one before it. */
function besideRun(runs: readonly NamedRun[], { name, figures }: NamedRun): NamedRun | undefined {
  const before = runs.slice(
    0,
    runs.findIndex((run) => run.name === name),
  );
  const way = figures.transports.join();
  return before.findLast((run) => run.figures.transports.join() !== way) ?? before.at(-1);
}
