'use client';

import { clientsAt } from '@/lib/session/clients';
import { useOfTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { named } from './client-panel';
import { ClientView } from './client-view';

/** All clients beside each other. */
export function Everybody() {
  const { store } = useWorkbench();
  const cast = useWorkbenchState((state) => state.cast);

  return (
    <div className="grid h-full auto-rows-fr grid-cols-2 gap-px bg-line">
      {cast.map((client) => (
        <section key={client} aria-label={named(client)} className="flex min-h-0 min-w-0 flex-col bg-panel">
          <h3 className="shrink-0 border-b border-line bg-bg px-3 py-1 text-[12px]">
            <button
              type="button"
              className="font-medium hover:underline"
              onClick={() => store.getState().listenTo(client)}
            >
              {named(client)}
            </button>
            <ClientState client={client} />
          </h3>
          <div className="relative min-h-0 flex-1">
            <ClientView client={client} />
          </div>
        </section>
      ))}
    </div>
  );
}

function ClientState({ client }: { readonly client: string }) {
  const state = useOfTimeline((timeline) => {
    const now = clientsAt(timeline, timeline.entries.length).get(client);
    return now?.connected ? (now.transport ?? 'connected') : 'not connected';
  });
  return <span className="pl-2 text-dim">{state}</span>;
}
