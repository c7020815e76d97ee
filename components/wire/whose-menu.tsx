'use client';

import { Menu } from '@base-ui/react/menu';
import { ChevronDown } from 'lucide-react';
import type { ClientName } from '@/lib/capture/record';
import { POPUP_LOOK, POPUP_OPTION } from './popup-look';

const EVERYBODY = '';

interface WhoseMenuProps {
  readonly cast: readonly ClientName[];
  readonly client: ClientName | undefined;
  onChange(client: ClientName | undefined): void;
}

/** Whose wire the faults are for. */
export function WhoseMenu({ cast, client, onChange }: WhoseMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`Whose wire: ${client ?? 'everybody’s'}`}
        data-slot="whose-wire"
        className="flex shrink-0 items-center gap-1 whitespace-nowrap rounded-md border border-transparent px-1.5 py-1 text-[12.5px] leading-[18px] text-dim hover:bg-raised hover:text-ink"
      >
        <span className="@max-[430px]:sr-only">wire of</span>
        <span className="text-ink">{client ?? 'all'}</span>
        <ChevronDown size={11} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="start" className="z-50">
          <Menu.Popup className={POPUP_LOOK}>
            <Menu.RadioGroup
              value={client ?? EVERYBODY}
              onValueChange={(value: string) => onChange(value === EVERYBODY ? undefined : value)}
            >
              {[EVERYBODY, ...cast].map((value) => (
                <Menu.RadioItem key={value} value={value} closeOnClick className={POPUP_OPTION}>
                  {value === EVERYBODY ? 'everybody' : value}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
