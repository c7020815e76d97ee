import { useEffect, useReducer } from 'react';

/** Milliseconds of a frame that may go into it. */
const BUDGET = 16;
/** Items between two looks at the clock. */
const PART = 1024;
/** Milliseconds between two times that what is made so far is drawn. */
const DRAWN_EVERY = 250;

/**
 * Makes something of a list, item by item, while React draws: as much of it as there is time for in one frame, and the
 * rest in the next ones. It is drawn with its first part, when all of it is made, and seldom between. Says whether all
 * of it is made.
 */
export function useParts(made: () => number, of: number, makeUpTo: (item: number) => void): boolean {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const isWhole = makePart(made, of, makeUpTo);

  // Without a list of what it depends on: what is drawn anew may be of another list.
  useEffect(() => {
    if (isWhole) return;
    const drawnAt = performance.now();
    let frame = requestAnimationFrame(function goOn() {
      const isDue = makePart(made, of, makeUpTo) || performance.now() - drawnAt > DRAWN_EVERY;
      if (isDue) drawAgain();
      else frame = requestAnimationFrame(goOn);
    });
    return () => cancelAnimationFrame(frame);
  });
  return isWhole;
}

function makePart(made: () => number, of: number, makeUpTo: (item: number) => void): boolean {
  const until = performance.now() + BUDGET;
  for (let at = made(); at < of; at = made()) {
    makeUpTo(Math.min(of, at + PART));
    if (performance.now() > until) break;
  }
  return made() >= of;
}
