'use client';

import { Menu } from '@base-ui/react/menu';
import { Ellipsis, Plug, RotateCw, Send, Unplug } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Tip } from '@/components/ui/tip';
import type { FrameSocket } from '@/lib/lab/frame-message';
import { MENU_ITEM, MENU_POPUP } from './menu-look';

interface ClientBarProps {
  readonly name: string;
  /** Of the program, latest of each namespace; `undefined` until the page has told. */
  readonly sockets: readonly FrameSocket[] | undefined;
  /** The namespace that the buttons are about. */
  readonly nsp: string;
  readonly transport: string | undefined;
  /** The client's page is there. */
  readonly loaded: boolean;
  readonly emitting: boolean;
  /** The file it has of its own. */
  readonly own: string | undefined;
  readonly isLast: boolean;
  onNsp(nsp: string): void;
  onConnect(): void;
  onDisconnect(): void;
  onReload(): void;
  onEmit(open: boolean): void;
  onOwn(): void;
  onShare(): void;
  onLeave(): void;
}

/** How one client stands, and what can be done to it from outside of its program. */
export function ClientBar(props: ClientBarProps) {
  const { name, sockets = [], nsp, transport, loaded, emitting } = props;
  const socket = sockets.find((one) => one.nsp === nsp);
  const state = stateOf(socket, loaded, props.sockets !== undefined);

  return (
    <div className="flex h-[34px] shrink-0 items-center gap-1 border-b border-line pr-1.5 pl-3 text-[12.5px]">
      <span
        aria-hidden="true"
        data-state={state}
        className="size-2 shrink-0 rounded-full border border-faint data-[state=connected]:border-ok data-[state=connected]:bg-ok data-[state=waiting]:border-warn data-[state=waiting]:bg-warn/40"
      />
      <p
        role="status"
        data-slot="client-state"
        data-state={state}
        title={socket?.id && `Socket id ${socket.id}`}
        className="min-w-0 flex-1 truncate pl-1 text-dim"
      >
        {STATES[state]}
        {state === 'connected' && transport !== undefined && ` · ${transport}`}
        {socket?.id !== undefined && (
          <span className="pl-1.5 font-mono text-[12px] text-ws">{socket.id}</span>
        )}
      </p>
      {sockets.length > 1 && (
        <select
          aria-label="Namespace"
          value={nsp}
          onChange={(event) => props.onNsp(event.currentTarget.value)}
          className="max-w-28 rounded-md border border-line bg-bg px-1 py-[3px] font-mono text-[12px] text-ink"
        >
          {sockets.map((one) => (
            <option key={one.nsp} value={one.nsp}>
              {one.nsp}
            </option>
          ))}
        </select>
      )}
      {socket?.connected || socket?.active ? (
        <Tip tip={`socket.disconnect(): ${name} leaves ${nsp} and does not come back by itself.`}>
          <Button
            look="quiet"
            aria-label={`Disconnect ${name}`}
            onClick={props.onDisconnect}
            className="px-1.5!"
          >
            <Unplug size={14} aria-hidden="true" />
          </Button>
        </Tip>
      ) : (
        <Tip tip={`socket.connect(): ${name} joins ${nsp} again.`}>
          <Button
            look="quiet"
            aria-label={`Connect ${name}`}
            disabled={!loaded || !socket}
            onClick={props.onConnect}
            className="px-1.5!"
          >
            <Plug size={14} aria-hidden="true" />
          </Button>
        </Tip>
      )}
      <Tip tip="Load the page again, as the button of a browser does: its connections end, and its program starts anew.">
        <Button
          look="quiet"
          aria-label={`Reload ${name}`}
          disabled={!loaded}
          onClick={props.onReload}
          className="px-1.5!"
        >
          <RotateCw size={13} aria-hidden="true" />
        </Button>
      </Tip>
      <Tip tip={`Emit an event as ${name}, beside what the program does.`}>
        <Button
          look="quiet"
          aria-expanded={emitting}
          className="px-2! aria-expanded:bg-sel aria-expanded:text-ink"
          onClick={() => props.onEmit(!emitting)}
        >
          <Send size={13} aria-hidden="true" /> Emit
        </Button>
      </Tip>
      <ClientMenu {...props} />
    </div>
  );
}

function ClientMenu({ name, own, isLast, onOwn, onShare, onLeave }: ClientBarProps) {
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`More for ${name}`}
        className="rounded-md px-1.5 py-1 text-dim hover:bg-raised hover:text-ink"
      >
        <Ellipsis size={15} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-50">
          <Menu.Popup className={MENU_POPUP}>
            <Menu.Item className={MENU_ITEM} onClick={onOwn}>
              {own === undefined ? `Give ${name} a client.js of its own` : `Open ${own}`}
            </Menu.Item>
            {own !== undefined && (
              <Menu.Item className={MENU_ITEM} onClick={onShare}>
                Delete {own}: {name} runs client.js again
              </Menu.Item>
            )}
            <Menu.Item className={MENU_ITEM} disabled={isLast} onClick={onLeave}>
              Take {name} away
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

type ClientState = 'absent' | 'none' | 'waiting' | 'connected' | 'left';

const STATES: { readonly [S in ClientState]: string } = {
  absent: 'not here yet',
  none: 'no Socket.IO socket',
  waiting: 'connecting',
  connected: 'connected',
  left: 'disconnected',
};

function stateOf(socket: FrameSocket | undefined, loaded: boolean, told: boolean): ClientState {
  if (!loaded) return 'absent';
  if (!socket) return told ? 'none' : 'waiting';
  if (socket.connected) return 'connected';
  return socket.active ? 'waiting' : 'left';
}
