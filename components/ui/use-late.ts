'use client';

import { useEffect, useState } from 'react';

interface Late<C> {
  readonly component?: C;
  readonly error?: unknown;
}

/**
 * A component whose code is fetched when it is wanted; `undefined` till then. Of `lazy`, React draws the first time in
 * parts, and begins anew with each piece of news: while a stream is live, or a file is being read, it would not come to an
 * end. `load` is one function for all times.
 */
export function useLate<C>(load: () => Promise<C>, wanted = true): C | undefined {
  const [late, setLate] = useState<Late<C>>({});
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    load().then(
      (component) => {
        if (!left) setLate({ component });
      },
      (error: unknown) => {
        if (!left) setLate({ error });
      },
    );
    return () => {
      left = true;
    };
  }, [load, wanted]);
  if ('error' in late) throw late.error;
  return late.component;
}
