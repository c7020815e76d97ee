'use client';

import { useState } from 'react';

/** How many entries are in view: all of them while live, those of the moment of pausing after that. */
export function useFrozen(count: number, live: boolean): number {
  const [wasLive, setWasLive] = useState(live);
  const [frozen, setFrozen] = useState(count);
  if (wasLive !== live) {
    setWasLive(live);
    setFrozen(count);
  }
  return live ? Number.POSITIVE_INFINITY : frozen;
}
