'use client';

import { useCallback } from 'react';
import { ConsoleView } from '@/components/code/console-view';
import { Chip } from '@/components/ui/chip';
import { Segmented } from '@/components/ui/segmented';
import { TabList, TabPanel } from '@/components/ui/tabs';
import type { SourcePlace } from '@/lib/capture/record';
import { clientsAt } from '@/lib/session/clients';
import { consoleLines } from '@/lib/state/console-lines';
import { currentRun } from '@/lib/state/totals';
import { useTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { PagePlace } from './page-place';
import { RefusalNote } from './refusal-note';

/** What each program says, and the page of a client where the program has one. */
export function ConsolePanel() {
  const { store } = useWorkbench();
  const { timeline } = useTimeline();
  const cast = useWorkbenchState((state) => state.cast);
  const party = useWorkbenchState((state) => state.consoleOf);
  const hasPage = useWorkbenchState((state) => state.files['index.html'] !== undefined);
  const pageShown = useWorkbenchState((state) => state.pageShown);
  const selected = useWorkbenchState((state) => state.entry);
  const { listenTo, showPage, select, show, turnTo } = store.getState();

  const showPlace = useCallback(
    (place: SourcePlace) => {
      turnTo('code');
      show(place);
    },
    [turnTo, show],
  );

  const run = currentRun(timeline);
  const lines = consoleLines(timeline, run, party);
  const isClient = party !== 'server';
  const transport = clientsAt(timeline, timeline.entries.length).get(party)?.transport;

  return (
    <section aria-label="Consoles" className="flex h-full min-h-0 flex-col bg-panel">
      <h2 className="sr-only">Consoles</h2>
      <div className="flex h-[38px] shrink-0 items-center gap-1.5 border-b border-line bg-bg px-2.5">
        <div className="min-w-0 flex-1 overflow-x-auto">
          <TabList
            id="consoles"
            label="Whose console"
            value={party}
            onChange={listenTo}
            tabs={[...cast, 'server'].map((value) => ({ value, label: named(value) }))}
          />
        </div>
        {isClient && hasPage && (
          <Segmented
            label="What is shown"
            value={pageShown ? 'page' : 'console'}
            onChange={(value) => showPage(value === 'page')}
            options={[
              { value: 'console', label: 'Console' },
              { value: 'page', label: 'Page' },
            ]}
          />
        )}
        {isClient && transport && (
          <Chip title="Transport">{cast.length > 1 || hasPage ? transport : `transport: ${transport}`}</Chip>
        )}
      </div>
      <RefusalNote />
      <TabPanel id="consoles" value={party} className="relative min-h-0 flex-1">
        {isClient && hasPage && pageShown ? (
          <PagePlace client={party} />
        ) : (
          <ConsoleView
            label={`Console of ${named(party)}`}
            key={`${run} ${party}`}
            lines={lines}
            count={lines.length}
            selected={selected}
            empty={
              run === 0
                ? 'Press Run: what the program logs appears here.'
                : `${named(party)} has said nothing yet.`
            }
            onSelect={select}
            onPlace={showPlace}
          />
        )}
      </TabPanel>
    </section>
  );
}

function named(party: string): string {
  return party.charAt(0).toUpperCase() + party.slice(1);
}
