'use client';

import { Popover } from '@base-ui/react/popover';
import { Plus, X } from 'lucide-react';
import type { FaultControls } from './fault-controls';
import { FaultPanel } from './fault-panel';

/** All that can be done to a wire, each with what it does and what in the world does so. */
export function FaultPopover({ className, ...controls }: FaultControls & { readonly className: string }) {
  return (
    <Popover.Root>
      <Popover.Trigger className={className} data-slot="more-faults">
        <Plus size={11} aria-hidden="true" />
        fault…
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" collisionPadding={8} className="z-40">
          <Popover.Popup
            data-slot="fault-panel"
            className="max-h-(--available-height) w-[33rem] max-w-(--available-width) overflow-auto rounded-lg border border-line bg-panel text-ink shadow-2xl shadow-black/40 outline-none! transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            <div className="sticky top-0 z-10 flex items-center gap-2 border-b border-line bg-panel px-4 py-2.5">
              <Popover.Title className="text-[13.5px] font-semibold">
                What to do to the wire of {controls.client ?? 'everybody'}
              </Popover.Title>
              <Popover.Close
                aria-label="Close"
                className="ml-auto grid size-6 place-items-center rounded-md text-dim hover:bg-raised hover:text-ink"
              >
                <X size={15} aria-hidden="true" />
              </Popover.Close>
            </div>
            <FaultPanel {...controls} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
