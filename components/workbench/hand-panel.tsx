'use client';

import { useMemo, useState } from 'react';
import { RawExamples } from '@/components/code/raw-examples';
import { RawForm } from '@/components/code/raw-form';
import { RawLines } from '@/components/code/raw-lines';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import { rawTalk, SEPARATOR } from '@/lib/state/clients';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { named } from './client-panel';

/** A connection without a client library: the reader is the library. */
export function HandPanel() {
  const { store, conductor } = useWorkbench();
  const cast = useWorkbenchState((state) => state.cast);
  const loaded = useWorkbenchState((state) => state.frames !== undefined && state.ticket !== undefined);
  const deeds = useWorkbenchState((state) => state.deeds);
  const typed = useWorkbenchState((state) => state.typed);
  const [asked, setClient] = useState(cast[0] ?? '');
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState<'polling' | 'websocket'>('websocket');
  const client = cast.includes(asked) ? asked : (cast[0] ?? '');
  const talk = useMemo(() => rawTalk(deeds[client] ?? []), [deeds, client]);
  const state = loaded ? talk.state : 'closed';
  const transport = state === 'closed' ? wanted : (talk.transport ?? wanted);

  function send(text: string): void {
    const packets = transport === 'polling' ? text.split('\n').filter((line) => line !== '') : [text];
    if (packets.length === 0) return;
    conductor.tell(client, { do: 'raw-send', text: packets.join(SEPARATOR) });
    store.getState().remember(text);
  }

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-[34px] shrink-0 flex-wrap items-center gap-1.5 border-b border-line py-1 pr-1.5 pl-3 text-[12.5px]">
        {cast.length > 1 && (
          <select
            aria-label="Through whose page"
            title="Through whose page it goes, and so over whose wire"
            value={client}
            onChange={(event) => setClient(event.currentTarget.value)}
            className="rounded-md border border-line bg-bg px-1 py-[3px] text-ink"
          >
            {cast.map((name) => (
              <option key={name} value={name}>
                {named(name)}
              </option>
            ))}
          </select>
        )}
        <Segmented
          label="Transport by hand"
          value={transport}
          disabled={state !== 'closed'}
          onChange={setWanted}
          options={[
            { value: 'websocket', label: 'websocket' },
            { value: 'polling', label: 'polling' },
          ]}
        />
        <span role="status" data-slot="raw-state" className="min-w-0 flex-1 truncate text-dim">
          {state === 'open' ? 'open' : state === 'opening' ? 'opening' : ''}
        </span>
        {state === 'closed' ? (
          <Button
            disabled={!loaded}
            onClick={() => conductor.tell(client, { do: 'raw-open', transport: wanted })}
          >
            Open
          </Button>
        ) : (
          <Button onClick={() => conductor.tell(client, { do: 'raw-close' })}>Close</Button>
        )}
      </div>
      <div data-slot="raw-pane" className="min-h-12 flex-1 overflow-auto px-3 py-2">
        {talk.lines.length > 0 && <RawLines lines={talk.lines} />}
        {(state !== 'open' || talk.lines.length < FEW) && (
          <p className="pb-1 text-[12.5px] text-dim">
            {loaded
              ? 'Here you are the client library: open a connection, send 40 first, and answer each ping (2) with a pong (3) by hand.'
              : 'Press Run first: the packets go through a client’s page and over its wire.'}
          </p>
        )}
        {talk.lines.length < FEW && <RawExamples onPick={setText} />}
      </div>
      <RawForm
        text={text}
        state={state}
        transport={transport}
        pinged={state === 'open' && talk.pinged}
        typed={typed}
        onText={setText}
        onSend={send}
      />
    </div>
  );
}

/** So long as so little was said, examples help more than they are in the way. */
const FEW = 4;
