import type { ReactNode } from 'react';

export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="rounded border border-line px-1.5 py-px font-mono text-[12px] text-dim">{children}</kbd>
  );
}
