'use client';

import { Plus } from 'lucide-react';
import { Segmented } from '@/components/ui/segmented';
import { TabList, TabPanel } from '@/components/ui/tabs';
import { Tip } from '@/components/ui/tip';
import { MAX_CAST } from '@/lib/lab/program';
import { BY_HAND, EVERYBODY } from '@/lib/state/view';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { ClientPanel, named } from './client-panel';
import { PartyConsole } from './client-view';
import { Everybody } from './everybody';
import { HandPanel } from './hand-panel';
import { RefusalNote } from './refusal-note';

/** The cast, one at a time or all beside each other; the server's console; and packets by hand. */
export function ConsolePanel() {
  const { store } = useWorkbench();
  const cast = useWorkbenchState((state) => state.cast);
  const chosen = useWorkbenchState((state) => state.consoleOf);
  const hasPage = useWorkbenchState((state) => state.files['index.html'] !== undefined);
  const pageShown = useWorkbenchState((state) => state.pageShown);
  const { listenTo, showPage, join } = store.getState();
  // Alone there is nobody to be beside.
  const shown = chosen === EVERYBODY && cast.length === 1 ? (cast[0] ?? 'server') : chosen;
  const isClient = cast.includes(shown);

  const tabs = [
    ...[...cast, 'server'].map((value) => ({ value, label: named(value) })),
    ...(cast.length > 1 ? [{ value: EVERYBODY, label: 'All', title: 'All clients beside each other' }] : []),
    { value: BY_HAND, label: 'By hand', title: 'Type a packet, see what it means, and send it' },
  ];

  return (
    <section aria-label="Consoles" className="flex h-full min-h-0 flex-col bg-panel">
      <h2 className="sr-only">Consoles</h2>
      {/* Where it is narrow the choice of page or console has a row of its own. */}
      <div className="@container shrink-0 border-b border-line bg-bg">
        <div
          className={`flex min-h-[38px] flex-wrap items-center justify-end gap-x-1.5 px-2.5 ${hasPage ? '@max-[440px]:pb-1' : ''}`}
        >
          <div
            className={`min-w-0 flex-1 overflow-x-auto ${hasPage ? '@max-[440px]:basis-full @max-[440px]:py-1' : ''}`}
          >
            <TabList id="consoles" label="Whose console" value={shown} onChange={listenTo} tabs={tabs} />
          </div>
          {(isClient || shown === EVERYBODY) && hasPage && (
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
          {cast.length < MAX_CAST && (
            <Tip tip="One more client. It joins at once where the program runs.">
              <button
                type="button"
                aria-label="Add a client"
                className="shrink-0 rounded-md p-1 text-dim hover:bg-raised hover:text-ink"
                onClick={() => {
                  const who = join();
                  if (who !== undefined && shown !== EVERYBODY) listenTo(who);
                }}
              >
                <Plus size={15} aria-hidden="true" />
              </button>
            </Tip>
          )}
        </div>
      </div>
      <RefusalNote />
      <TabPanel id="consoles" value={shown} className="relative min-h-0 flex-1">
        {shown === 'server' && <PartyConsole party="server" />}
        {shown === EVERYBODY && <Everybody />}
        {shown === BY_HAND && <HandPanel />}
        {isClient && <ClientPanel key={shown} client={shown} />}
      </TabPanel>
    </section>
  );
}
