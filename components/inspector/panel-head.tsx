import type { ReactNode } from 'react';

/** The bar at the top of each column. */
export function PanelHead({ children }: { readonly children: ReactNode }) {
  return (
    <div className="@container flex h-[38px] shrink-0 items-center gap-2 overflow-hidden border-b border-line px-2.5">
      {children}
    </div>
  );
}
