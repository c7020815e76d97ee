import { useState } from 'react';

/** A value made anew with each drawing, as the one before it while both say the same: nothing is done over for it then. */
export function useSteady<T>(value: T, isSame: (a: T, b: T) => boolean): T {
  const [kept, keep] = useState(value);
  if (kept === value || isSame(kept, value)) return kept;
  keep(value);
  return value;
}
