'use client';

import { useCallback } from 'react';
import { ConsoleView } from '@/components/code/console-view';
import type { SourcePlace } from '@/lib/capture/record';
import type { Timeline } from '@/lib/session/timeline';
import { consoleLines } from '@/lib/state/console-lines';
import { currentRun } from '@/lib/state/totals';
import { useOfTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { PagePlace } from './page-place';

/** What a client shows of itself: its console, or its page where the program has one. */
export function ClientView({ client }: { readonly client: string }) {
  const hasPage = useWorkbenchState((state) => state.files['index.html'] !== undefined);
  const pageShown = useWorkbenchState((state) => state.pageShown);
  return hasPage && pageShown ? <PagePlace client={client} /> : <PartyConsole party={client} />;
}

/** What the program of one side says in this run. */
export function PartyConsole({ party }: { readonly party: string }) {
  const { store } = useWorkbench();
  const selected = useWorkbenchState((state) => state.entry);
  const { select, show, turnTo } = store.getState();

  const showPlace = useCallback(
    (place: SourcePlace) => {
      turnTo('code');
      show(place);
    },
    [turnTo, show],
  );

  const run = useOfTimeline(currentRun);
  const linesOf = (timeline: Timeline) => consoleLines(timeline, currentRun(timeline), party);
  const lines = useOfTimeline(linesOf);
  const count = useOfTimeline((timeline) => linesOf(timeline).length);
  const name = party.charAt(0).toUpperCase() + party.slice(1);
  return (
    <ConsoleView
      label={`Console of ${name}`}
      key={`${run} ${party}`}
      lines={lines}
      count={count}
      selected={selected}
      empty={run === 0 ? 'Press Run: what the program logs appears here.' : `${name} has said nothing yet.`}
      onSelect={select}
      onPlace={showPlace}
    />
  );
}
