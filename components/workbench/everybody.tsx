'use client';

import { clientsAt } from '@/lib/session/clients';
import { useTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { named } from './client-panel';
import { ClientView } from './client-view';

/** All clients beside each other. */
export function Everybody() {
  const { store } = useWorkbench();
  const { timeline } = useTimeline();
  const cast = useWorkbenchState((state) => state.cast);
  const clients = clientsAt(timeline, timeline.entries.length);

  return (
    <div className="grid h-full auto-rows-fr grid-cols-2 gap-px bg-line">
      {cast.map((client) => {
        const now = clients.get(client);
        return (
          <section key={client} aria-label={named(client)} className="flex min-h-0 min-w-0 flex-col bg-panel">
            <h3 className="shrink-0 border-b border-line bg-bg px-3 py-1 text-[12px]">
              <button
                type="button"
                className="font-medium hover:underline"
                onClick={() => store.getState().listenTo(client)}
              >
                {named(client)}
              </button>
              <span className="pl-2 text-dim">
                {now?.connected ? (now.transport ?? 'connected') : 'not connected'}
              </span>
            </h3>
            <div className="relative min-h-0 flex-1">
              <ClientView client={client} />
            </div>
          </section>
        );
      })}
    </div>
  );
}
