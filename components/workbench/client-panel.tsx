'use client';

import { useMemo, useState } from 'react';
import { ClientBar } from '@/components/code/client-bar';
import { EmitForm } from '@/components/code/emit-form';
import { ownFile } from '@/lib/lab/program';
import { clientsAt } from '@/lib/session/clients';
import { readArguments } from '@/lib/state/arguments';
import { EMPTY_DRAFT, handEmits, latestSockets } from '@/lib/state/clients';
import { useOfTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { ClientView } from './client-view';

/** One client: how it stands, what it says or shows, and what can be emitted as it. */
export function ClientPanel({ client }: { readonly client: string }) {
  const { store, conductor } = useWorkbench();
  const told = useWorkbenchState((state) => state.sockets[client]);
  const loaded = useWorkbenchState((state) => state.frames !== undefined && state.ticket !== undefined);
  const deeds = useWorkbenchState((state) => state.deeds[client]);
  const draft = useWorkbenchState((state) => state.drafts[client]) ?? EMPTY_DRAFT;
  const own = useWorkbenchState((state) =>
    state.files[ownFile(client)] === undefined ? undefined : ownFile(client),
  );
  const isLast = useWorkbenchState((state) => state.cast.length === 1);
  const emitting = useWorkbenchState((state) => state.emitting);
  const [wanted, setWanted] = useState('/');
  const transport = useOfTimeline(
    (timeline) => clientsAt(timeline, timeline.entries.length).get(client)?.transport,
  );
  const actions = store.getState();

  const sockets = useMemo(() => told && latestSockets(told), [told]);
  const emits = useMemo(() => handEmits(deeds ?? []).slice(-SHOWN), [deeds]);
  const args = useMemo(() => readArguments(draft.args), [draft.args]);
  const nsp = (sockets?.find((one) => one.nsp === wanted) ?? sockets?.[0])?.nsp ?? '/';
  const name = named(client);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <ClientBar
        name={name}
        sockets={loaded ? sockets : undefined}
        nsp={nsp}
        transport={transport}
        loaded={loaded}
        emitting={emitting}
        own={own}
        isLast={isLast}
        onNsp={setWanted}
        onConnect={() => conductor.tell(client, { do: 'connect', nsp })}
        onDisconnect={() => conductor.tell(client, { do: 'disconnect', nsp })}
        onReload={() => actions.reload(client)}
        onEmit={actions.showEmit}
        onOwn={() => {
          const { files, addFile, openTab, turnTo } = store.getState();
          if (own === undefined) addFile(ownFile(client), files['client.js'] ?? '');
          else openTab(own);
          turnTo('code');
        }}
        onShare={() => actions.deleteFile(ownFile(client))}
        onLeave={() => actions.leave(client)}
      />
      <div className="relative min-h-0 flex-1">
        <ClientView client={client} />
      </div>
      {emitting && (
        <EmitForm
          name={name}
          nsp={nsp}
          draft={draft}
          args={args}
          ready={loaded && sockets !== undefined && sockets.length > 0}
          emits={emits}
          onDraft={(next) => actions.draft(client, next)}
          onEmit={() => {
            if (!args.ok) return;
            const { event, ack, volatile } = draft;
            conductor.tell(client, { do: 'emit', nsp, event, args: args.json, ack, volatile });
          }}
        />
      )}
    </div>
  );
}

/** The older ones are on the ladder all the same. */
const SHOWN = 4;

export function named(party: string): string {
  return party.charAt(0).toUpperCase() + party.slice(1);
}
