import { useEffect, useRef, useState } from 'react';
import { CALM_MS } from '@/lib/state/calmly';

/** A number for those who need not know it at each moment: told some times a second at most, and the last one always. */
export function useLagging(value: number): number {
  const [told, tell] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });

  const isBehind = told !== value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was told begins the next wait where more has come
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => tell(latest.current), CALM_MS);
    return () => clearTimeout(timer);
  }, [isBehind, told]);
  return told;
}
