import { useEffect, useReducer } from 'react';

/** Milliseconds between two times that it is drawn before it is done. */
const DRAWN_EVERY = 250;

/** Where it is wanted, does a part of something in each of the next frames, and draws again when it is done, seldom before. */
export function useNextFrames(isWanted: boolean, isDone: () => boolean): void {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  // Without a list of what it depends on: after each drawing it may be something else.
  useEffect(() => {
    if (!isWanted) return;
    const drawnAt = performance.now();
    let frame = requestAnimationFrame(function goOn() {
      if (isDone() || performance.now() - drawnAt > DRAWN_EVERY) drawAgain();
      else frame = requestAnimationFrame(goOn);
    });
    return () => cancelAnimationFrame(frame);
  });
}
