'use client';

import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

interface TipProps {
  /** The control it explains; it keeps its own name, the tip only adds to it. */
  readonly children: ReactElement<Record<string, unknown>>;
  readonly tip: ReactNode;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

export function Tip({ children, tip, side = 'bottom' }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} delay={350} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={8} side={side} collisionPadding={8} className="z-50">
          <Tooltip.Popup
            data-slot="tip"
            className="max-w-72 rounded-md border border-line bg-raised px-3 py-2 text-[12.5px] leading-snug text-ink shadow-lg shadow-black/30 transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {tip}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
