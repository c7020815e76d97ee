'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { Ladder } from '@/components/ladder/ladder';
import { List } from '@/components/list/list';
import { type ListView, PLAIN_LIST } from '@/components/list/list-view';
import { Minimap } from '@/components/minimap/minimap';
import { nextPicked } from '@/components/statistics/picked';
import { Statistics } from '@/components/statistics/statistics';
import type { RowActs } from '@/components/ui/row-menu';
import { useWidth } from '@/components/ui/use-width';
import type { EntryNumber } from '@/lib/session/entry';
import {
  useCalmTimeline,
  useShownRun,
  useTimeline,
  useWorkbench,
  useWorkbenchState,
} from '@/lib/state/workbench-context';
import { CompareView } from './compare-view';
import { NothingKept } from './nothing-kept';
import { useFiltered } from './use-filtered';

interface EntriesViewProps {
  readonly cast: readonly string[];
  readonly acts: (n: EntryNumber) => RowActs | undefined;
  readonly onClear: () => void;
  /** Shown while there is no entry. */
  readonly children: ReactNode;
}

/** What went over the wire, in the form the reader chose. */
export function EntriesView(props: EntriesViewProps) {
  const form = useWorkbenchState((state) => state.form);
  const run = useShownRun();
  const [list, setList] = useState({ run, view: PLAIN_LIST });
  switch (form) {
    case 'ladder':
      return <LiveLadder {...props} />;
    case 'list':
      return (
        <LiveList
          {...props}
          // An order is of the entries of one run; the columns stay.
          view={list.run === run ? list.view : { chosen: list.view.chosen }}
          onView={(view) => setList({ run, view })}
        />
      );
    case 'statistics':
      return <RunStatistics {...props} />;
    case 'compare':
      return <CompareView />;
  }
}

function LiveLadder(props: EntriesViewProps) {
  const { cast } = props;
  const { store } = useWorkbench();
  const { filtered, ...entries } = useEntries(props);
  const { selected, marks } = entries;
  const width = useWidth();
  const zoom = useWorkbenchState((state) => state.zoom);
  const laidOpen = useWorkbenchState((state) => state.laidOpen);
  return (
    <Ladder
      {...entries}
      cast={cast}
      {...(zoom !== undefined && { zoom })}
      onZoom={store.getState().zoomTo}
      unfolded={laidOpen}
      onUnfold={store.getState().layOpen}
      scrollbar={
        width === 'wide'
          ? (view) => (
              <Minimap
                view={view}
                label="Map of the ladder"
                marks={marks}
                {...(selected !== undefined && { selected })}
                {...(filtered && { isHit: filtered.isHit })}
              />
            )
          : undefined
      }
    />
  );
}

interface LiveListProps extends EntriesViewProps {
  readonly view: ListView;
  readonly onView: (view: ListView) => void;
}

function LiveList({ view, onView, ...props }: LiveListProps) {
  const { store } = useWorkbench();
  const { filtered: _, ...entries } = useEntries(props);
  return <List {...entries} onMark={store.getState().mark} view={view} onView={onView} />;
}

/** What ladder and list are told alike. They alone are drawn anew with each entry that comes. */
function useEntries({ acts, onClear, children }: EntriesViewProps) {
  const { store, isFile = false } = useWorkbench();
  const { timeline, version } = useTimeline();
  const run = useShownRun();
  const selected = useWorkbenchState((state) => state.entry);
  const paused = useWorkbenchState((state) => state.paused);
  const marks = useWorkbenchState((state) => state.marks);
  const inRun = useMemo(
    () => marks.filter((mark) => timeline.entries.runOf(mark) === run),
    [marks, timeline, run],
  );
  const filtered = useFiltered();
  const { select, turnTo, pause } = store.getState();
  return {
    timeline,
    version,
    run,
    marks: inRun,
    ...(selected !== undefined && { selected }),
    onSelect: select,
    onOpen: () => turnTo('inspector'),
    live: !paused,
    fromStart: isFile,
    onLive: () => pause(false),
    acts,
    filtered,
    ...(filtered && { hidden: filtered.hidden, known: filtered.known }),
    children:
      filtered && filtered.count > 0 ? <NothingKept hidden={filtered.count} onClear={onClear} /> : children,
  };
}

function RunStatistics({ onClear, children }: EntriesViewProps) {
  const { store } = useWorkbench();
  const { timeline, version } = useCalmTimeline();
  const run = useShownRun();
  const paused = useWorkbenchState((state) => state.paused);
  const filtered = useFiltered();
  const { select, typeFilter } = store.getState();
  return (
    <Statistics
      timeline={timeline}
      version={version}
      run={run}
      live={!paused}
      onPick={(picked) => {
        const { entry } = store.getState();
        select(nextPicked(timeline, run, entry, picked) ?? entry);
      }}
      onFilter={typeFilter}
      {...(filtered && { hidden: filtered.hidden, known: filtered.known })}
    >
      {filtered && filtered.count > 0 ? <NothingKept hidden={filtered.count} onClear={onClear} /> : children}
    </Statistics>
  );
}
