import { useLayoutEffect, useRef } from 'react';

/**
 * `useLayoutEffect` for a list with numbers that are no state, as the count of rows that grow in place. A drawing after
 * which no state is another React gives up, and keeps of it only the lists: what had changed in them it would never act on.
 * So they are compared here, with what was acted on last.
 */
export function useAfterDrawing(act: () => void, list: readonly unknown[]): void {
  const done = useRef<readonly unknown[]>(undefined);
  useLayoutEffect(() => {
    if (done.current?.every((one, i) => Object.is(one, list[i]))) return;
    done.current = list;
    act();
  });
}
