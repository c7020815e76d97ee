'use client';

import { useLayoutEffect, useRef } from 'react';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

/** Keeps a place for a client's page, which lies over it: see `CastFrames`. */
export function PagePlace({ client }: { readonly client: string }) {
  const { store } = useWorkbench();
  const loaded = useWorkbenchState((state) => state.frames !== undefined);
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const { placePage } = store.getState();
    const place = () => {
      const { left, top, width, height } = element.getBoundingClientRect();
      placePage(client, { left, top, width, height });
    };
    // A split that is dragged moves this place without always changing its size, but something around it resizes.
    const observer = new ResizeObserver(place);
    for (let node: Element | undefined = element; node; node = node.parentElement ?? undefined)
      observer.observe(node);
    return () => {
      observer.disconnect();
      placePage(client, undefined);
    };
  }, [store, client]);

  return (
    <div ref={ref} data-client={client} className="h-full">
      {!loaded && <p className="px-4 py-3 text-[13px] text-dim">Press Run to load the page.</p>}
    </div>
  );
}
