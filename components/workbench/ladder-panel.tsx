'use client';

import { type ReactNode, useState } from 'react';
import { Ladder } from '@/components/ladder/ladder';
import { List } from '@/components/list/list';
import { type ListView, PLAIN_LIST } from '@/components/list/list-view';
import { Minimap } from '@/components/minimap/minimap';
import { nextPicked } from '@/components/statistics/picked';
import { Statistics } from '@/components/statistics/statistics';
import type { RowActs } from '@/components/ui/row-menu';
import { withFault } from '@/components/wire/fault-set';
import type { EntryNumber } from '@/lib/session/entry';
import { useShownRun, useTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { CompareView } from './compare-view';
import { entryActs } from './entry-acts';
import { FilterBar } from './filter-bar';
import { FindBar } from './find-bar';
import { HiddenNews, NothingKept } from './nothing-kept';
import { RunButton } from './run-button';
import { TimePanel } from './time-panel';
import { useActions } from './use-actions';
import { useFiltered } from './use-filtered';
import { useWidth } from './use-width';
import { WireBar } from './wire-bar';

interface EntriesPanelProps {
  /** Above the entries. */
  readonly bar: ReactNode;
  readonly cast: readonly string[];
  /** Shown while there is no entry. */
  readonly children: ReactNode;
}

/** What can be done to the wire, and what went over it. */
export function LadderPanel() {
  const cast = useWorkbenchState((state) => state.cast);
  return (
    <EntriesPanel bar={<WireBar />} cast={cast}>
      <NothingYet />
    </EntriesPanel>
  );
}

/** What went over the wire, as ladder or list. */
export function EntriesPanel({ bar, cast, children }: EntriesPanelProps) {
  const { store, isFile = false } = useWorkbench();
  const { timeline, version } = useTimeline();
  const selected = useWorkbenchState((state) => state.entry);
  const paused = useWorkbenchState((state) => state.paused);
  const form = useWorkbenchState((state) => state.form);
  const filtered = useFiltered();
  const { acts, said } = useEntryActs(filtered?.hidden);
  useActions(acts);
  const run = useShownRun();
  const width = useWidth();
  const [list, setList] = useState({ run, view: PLAIN_LIST });
  // A mark and an order are of the entries of one run; the columns stay.
  const listView: ListView = list.run === run ? list.view : { chosen: list.view.chosen };
  const zoom = useWorkbenchState((state) => state.zoom);
  const { select, turnTo, pause, typeFilter, zoomTo } = store.getState();
  const clear = () => typeFilter('');
  const hasHidden = filtered !== undefined && filtered.count > 0;
  const entries = {
    timeline,
    version,
    run,
    ...(selected !== undefined && { selected }),
    onSelect: select,
    onOpen: () => turnTo('inspector'),
    live: !paused,
    fromStart: isFile,
    onLive: () => pause(false),
    acts,
    ...(filtered && { hidden: filtered.hidden }),
    children: hasHidden ? <NothingKept hidden={filtered.count} onClear={clear} /> : children,
  };

  return (
    <section aria-label="Wire" className="flex h-full min-h-0 flex-col">
      <h2 className="sr-only">Wire</h2>
      {bar}
      <FilterBar cast={cast} filtered={filtered} />
      <FindBar />
      <div className="min-h-0 flex-1">
        {form === 'ladder' && (
          <Ladder
            {...entries}
            cast={cast}
            {...(zoom !== undefined && { zoom })}
            onZoom={zoomTo}
            scrollbar={
              width === 'wide'
                ? (view) => (
                    <Minimap
                      view={view}
                      label="Map of the ladder"
                      {...(selected !== undefined && { selected })}
                      {...(filtered && { isHit: filtered.isHit })}
                    />
                  )
                : undefined
            }
          />
        )}
        {form === 'list' && <List {...entries} view={listView} onView={(view) => setList({ run, view })} />}
        {form === 'statistics' && (
          <Statistics
            timeline={timeline}
            version={version}
            run={run}
            live={!paused}
            onPick={(picked) => select(nextPicked(timeline, run, selected, picked) ?? selected)}
            onFilter={typeFilter}
            {...(filtered && { hidden: filtered.hidden })}
          >
            {entries.children}
          </Statistics>
        )}
        {form === 'compare' && <CompareView />}
      </div>
      {(form === 'ladder' || form === 'list') && (
        <TimePanel cast={cast} {...(filtered && { hidden: filtered.hidden })} />
      )}
      <HiddenNews news={filtered?.news ?? 0} onClear={clear} />
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}

/** What the menu of an entry holds, and what it said when it was last used. */
function useEntryActs(hidden: ((n: EntryNumber) => boolean) | undefined) {
  const { store, conductor, isFile = false } = useWorkbench();
  const { timeline } = useTimeline();
  const [said, say] = useState('');

  function acts(n: EntryNumber): RowActs | undefined {
    const entry = timeline.entries.nth(n);
    const { phase, faults, marked, select, show, turnTo, markEntry, showAs } = store.getState();
    return (
      entry &&
      entryActs(entry, timeline, {
        isFile,
        ...(hidden && { hidden }),
        marked,
        onMark: markEntry,
        onCompare: (other) => {
          select(other);
          showAs('compare');
        },
        live: phase === 'running',
        onFault: (fault) => void conductor.putFaults(withFault(faults, fault)),
        // A browser may refuse the clipboard, e.g. without permission: then that is said.
        onCopy: (text) =>
          void navigator.clipboard.writeText(text).then(
            () => say('Copied'),
            () => say('The browser did not allow copying'),
          ),
        baseOf: (client) => store.getState().ticket?.urls[client],
        onSelect: select,
        onPlace: (place) => {
          turnTo('code');
          show(place);
        },
      })
    );
  }

  return { acts, said };
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
