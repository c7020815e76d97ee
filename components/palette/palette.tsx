'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { actionStore, showPalette } from '@/lib/state/actions';

// Most readers of a page never open it, so it is fetched by the first who does.
const PaletteDialog = lazy(async () => ({ default: (await import('./palette-dialog')).PaletteDialog }));

/** Everything there is to do, by name: Ctrl or ⌘ with K, wherever the focus is. */
export function Palette() {
  const isOpen = useStore(actionStore, (state) => state.isOpen);
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isAsked = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!isAsked || event.altKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      showPalette(!actionStore.getState().isOpen);
    };
    // Ahead of an editor that has the focus, to which the same keys mean something else.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);

  return (
    wasOpen && (
      <Suspense>
        <PaletteDialog />
      </Suspense>
    )
  );
}
