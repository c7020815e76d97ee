import { useEffect, useRef, useState } from 'react';
import { CALM_MS } from '@/lib/state/calmly';

/**
 * A number for those who need not know it at each moment: told at once after a pause, else some times a second, and the
 * last one always.
 */
export function useLagging(value: number): number {
  const [told, tell] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  // Without a list, for the value may be no state: see `useAfterDrawing`.
  useEffect(() => {
    latest.current = value;
    if (told === value) return;
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        toldAt.current = performance.now();
        tell(latest.current);
      },
      Math.max(0, toldAt.current + CALM_MS - performance.now()),
    );
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return told;
}
