import { useEffect, useReducer } from 'react';

/** Milliseconds of a frame that may go into it. */
const BUDGET = 16;
/** Items between two looks at the clock. */
const PART = 1024;

/**
 * Makes something of a list, item by item, while React draws: as much of it as there is time for in one frame, and the
 * rest in the next ones. Says whether all of it is made.
 */
export function useParts(made: () => number, of: number, makeUpTo: (item: number) => void): boolean {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const until = performance.now() + BUDGET;
  for (let at = made(); at < of; at = made()) {
    makeUpTo(Math.min(of, at + PART));
    if (performance.now() > until) break;
  }
  const isWhole = made() >= of;

  // Without a list of what it depends on: after each part comes another.
  useEffect(() => {
    if (isWhole) return;
    const frame = requestAnimationFrame(drawAgain);
    return () => cancelAnimationFrame(frame);
  });
  return isWhole;
}
