import { useSyncExternalStore } from 'react';

export type Width = 'unknown' | 'narrow' | 'wide';

const WIDE = '(min-width: 900px)';

/** Whether the panels stand side by side. Unknown until the page is in a browser. */
export function useWidth(): Width {
  return useSyncExternalStore<Width>(subscribe, widthNow, () => 'unknown');
}

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

function widthNow(): Width {
  return window.matchMedia(WIDE).matches ? 'wide' : 'narrow';
}
