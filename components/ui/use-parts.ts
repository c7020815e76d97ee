import { useNextFrames } from './use-next-frames';

/** Milliseconds of a frame that may go into it… */
const BUDGET = 16;
/** …and of a drawing, which takes its own time. */
const WHILE_DRAWING = 4;
/** Items between two looks at the clock. */
const PART = 1024;

/**
 * Makes something of a list, item by item, while React draws: as much of it as there is time for in one frame, and the
 * rest in the next ones. It is drawn with its first part, when all of it is made, and seldom between. Says whether all
 * of it is made.
 */
export function useParts(made: () => number, of: number, makeUpTo: (item: number) => void): boolean {
  const isWhole = makePart(made, of, makeUpTo, WHILE_DRAWING);
  useNextFrames(!isWhole, () => makePart(made, of, makeUpTo, BUDGET));
  return isWhole;
}

function makePart(made: () => number, of: number, makeUpTo: (item: number) => void, budget: number): boolean {
  const until = performance.now() + budget;
  for (let at = made(); at < of; at = made()) {
    makeUpTo(Math.min(of, at + PART));
    if (performance.now() > until) break;
  }
  return made() >= of;
}
