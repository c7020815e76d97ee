import type { ReactNode } from 'react';

interface PanelHeadProps {
  /** Higher where its tabs have no room in one row. */
  readonly grows?: boolean;
  readonly children: ReactNode;
}

/** The bar at the top of each column. */
export function PanelHead({ grows = false, children }: PanelHeadProps) {
  return (
    <div
      className={`@container flex shrink-0 items-center gap-2 overflow-hidden border-b border-line px-2.5 ${grows ? 'min-h-[38px] py-1 @max-[340px]:[&_[data-slot=tabs]]:gap-0.5 @max-[340px]:[&_[role=tab]]:px-[5px]' : 'h-[38px]'}`}
    >
      {children}
    </div>
  );
}
