import type { ReactNode } from 'react';

/** What the server renders: what leads through in its place, and the room that the instruments will fill. */
export function StillLayout({ side }: { readonly side: ReactNode }) {
  return (
    <div aria-busy="true" className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1">
        <div className="h-full w-[23%] min-w-[260px] shrink-0 max-[899px]:w-full max-[899px]:pt-[42px]">
          {side}
        </div>
        <div className="h-full w-[28%] min-w-[240px] shrink-0 border-x border-line bg-panel max-[899px]:hidden" />
      </div>
      <div className="h-[62px] shrink-0 border-t border-line bg-panel max-[899px]:hidden" />
    </div>
  );
}
