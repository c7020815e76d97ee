'use client';

import { type ReactNode, useCallback, useState } from 'react';
import { InTurn } from '@/components/ui/in-turn';
import type { RowActs } from '@/components/ui/row-menu';
import { withFault } from '@/components/wire/fault-set';
import type { EntryNumber } from '@/lib/session/entry';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { EntriesView } from './entries-view';
import { entryActs } from './entry-acts';
import { FilterBar } from './filter-bar';
import { FindBar } from './find-bar';
import { HiddenNews } from './nothing-kept';
import { RunButton } from './run-button';
import { TimePanel } from './time-panel';
import { useActions } from './use-actions';
import { hiddenNow, useFiltered } from './use-filtered';
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

/** What went over the wire, and what is asked of it: of all this only the entries are drawn as fast as they come. */
export function EntriesPanel({ bar, cast, children }: EntriesPanelProps) {
  const { store } = useWorkbench();
  const form = useWorkbenchState((state) => state.form);
  const filtered = useFiltered();
  const { acts, said } = useEntryActs();
  useActions(acts);
  const clear = useCallback(() => store.getState().typeFilter(''), [store]);

  return (
    <section aria-label="Wire" className="flex h-full min-h-0 flex-col">
      <h2 className="sr-only">Wire</h2>
      {bar}
      <FilterBar cast={cast} filtered={filtered} />
      <FindBar />
      <div className="min-h-0 flex-1">
        <EntriesView cast={cast} acts={acts} onClear={clear}>
          {children}
        </EntriesView>
      </div>
      {(form === 'ladder' || form === 'list') && (
        <InTurn>
          <TimePanel cast={cast} {...(filtered && { hidden: filtered.hidden, known: filtered.known })} />
        </InTurn>
      )}
      <HiddenNews news={filtered?.news ?? 0} onClear={clear} />
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  );
}

/** What the menu of an entry holds, and what it said when it was last used. */
function useEntryActs() {
  const { store, recording, conductor, isFile = false } = useWorkbench();
  const [said, say] = useState('');

  function acts(n: EntryNumber): RowActs | undefined {
    const timeline = recording.timeline();
    const entry = timeline.entries.nth(n);
    const hidden = hiddenNow(timeline, store.getState());
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
          focusComparison();
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

/** The row that the menu was of is gone, so the focus would be nobody's. */
function focusComparison(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-slot="compare"]')?.focus());
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
