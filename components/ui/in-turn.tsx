'use client';

import { type ReactNode, useEffect, useState } from 'react';

interface InTurnProps {
  /** Shown till then. */
  readonly before?: ReactNode;
  readonly children: ReactNode;
}

/** Draws what it holds after the frame in which it came, so that it does not add up to one long task with what is around it. */
export function InTurn({ before, children }: InTurnProps) {
  const [isItsTurn, setTurn] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const afterFrame = () => {
      timer = setTimeout(setTurn, 0, true);
    };
    // A hidden page has no frames.
    const frame = document.hidden ? afterFrame() : requestAnimationFrame(afterFrame);
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return isItsTurn ? children : before;
}
