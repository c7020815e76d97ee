'use client';

import { useState } from 'react';
import { readArguments } from '@/lib/state/arguments';
import { consoleLines } from '@/lib/state/console-lines';
import { hopOf } from '@/lib/state/hop';
import { ClientBar } from '../code/client-bar';
import { ConsoleView } from '../code/console-view';
import { EmitForm } from '../code/emit-form';
import { HopStrip } from '../code/hop-strip';
import { RawLines } from '../code/raw-lines';
import { Exhibit, Room } from './exhibit';
import { firstUnit, type Seen } from './seen';

const nothing = () => undefined;
const OPEN =
  '0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

/** What a client and the server have said, and what can be done to a client. */
export function ClientViews({ seen, broken }: { readonly seen: Seen; readonly broken: Seen }) {
  const event = firstUnit(
    seen,
    ({ unit, from }) => from !== 'server' && unit.packets.some(({ sio }) => sio?.type === 'EVENT'),
  );
  const hop = event && hopOf(seen.timeline, event.n);
  return (
    <Room title="Clients and consoles">
      <Exhibit title="A console, one of its lines selected" height={190}>
        <Said seen={seen} side={seen.cast[0] ?? 'alice'} />
      </Exhibit>
      <Exhibit title="A console where something went wrong, in a narrow place" height={190} width={240}>
        <Said seen={broken} side={broken.cast[0] ?? 'alice'} />
      </Exhibit>
      <Exhibit title="A client: not here yet, connected, in two namespaces, gone for good">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <Bar loaded={false} sockets={undefined} />
          <Bar sockets={[{ nsp: '/', connected: true, active: true, id: 'RvmP0FIPabh7ZqEKAAAA' }]} emitting />
          <Bar
            sockets={[
              { nsp: '/', connected: true, active: true, id: 'RvmP0FIPabh7ZqEKAAAA' },
              { nsp: '/admin', connected: false, active: true },
            ]}
          />
          <Bar sockets={[{ nsp: '/', connected: false, active: false }]} />
        </div>
      </Exhibit>
      <Exhibit title="An event by hand: ready, and with arguments that are none">
        <div className="grid h-52 items-start gap-3 max-md:h-96 md:grid-cols-2">
          <Emits args='"lobby", { "n": 1 }' />
          <Emits args='"lobby", {' />
        </div>
      </Exhibit>
      <Exhibit title="A connection by hand: opened, spoken on, closed">
        <RawLines
          lines={[
            { kind: 'opened', text: 'websocket' },
            { kind: 'came', text: OPEN },
            { kind: 'sent', text: '40' },
            { kind: 'came', text: '40{"sid":"wZX3oN0bSVIhsaknAAAI"}' },
            { kind: 'sent', text: '42["hello"' },
            { kind: 'closed', text: '' },
          ]}
        />
      </Exhibit>
      {hop && (
        <Exhibit title="From the line that sent a packet to the line that heard it">
          <HopStrip hop={hop} onPlace={nothing} />
        </Exhibit>
      )}
    </Room>
  );
}

function Said({ seen: { timeline, run }, side }: { readonly seen: Seen; readonly side: string }) {
  const lines = consoleLines(timeline, run, side);
  const [selected, select] = useState(lines[2]?.n);
  return (
    <ConsoleView
      label={`Console of ${side}, as recorded`}
      lines={lines}
      count={lines.length}
      selected={selected}
      empty="Nothing was said."
      onSelect={select}
      onPlace={nothing}
    />
  );
}

interface BarProps {
  readonly sockets: Parameters<typeof ClientBar>[0]['sockets'];
  readonly loaded?: boolean;
  readonly emitting?: boolean;
}

function Bar({ sockets, loaded = true, emitting = false }: BarProps) {
  return (
    <ClientBar
      name="alice"
      sockets={sockets}
      nsp={sockets?.at(-1)?.nsp ?? '/'}
      transport={sockets ? 'websocket' : undefined}
      loaded={loaded}
      emitting={emitting}
      own={undefined}
      isLast={false}
      onNsp={nothing}
      onConnect={nothing}
      onDisconnect={nothing}
      onReload={nothing}
      onEmit={nothing}
      onOwn={nothing}
      onShare={nothing}
      onLeave={nothing}
    />
  );
}

function Emits({ args }: { readonly args: string }) {
  const [draft, setDraft] = useState({ event: 'say', args, ack: true, volatile: false });
  return (
    <EmitForm
      name="alice"
      nsp="/"
      draft={draft}
      args={readArguments(draft.args)}
      ready
      emits={[]}
      onDraft={setDraft}
      onEmit={nothing}
    />
  );
}
