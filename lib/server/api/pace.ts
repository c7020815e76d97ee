/** Counts what is done to each lab, second by second. */
export interface Pace {
  /** `false` where there was too much of it within this second. */
  admit(id: string): boolean;
}

const SECOND_MS = 1000;

/** `now`: a clock, in milliseconds. */
export function openPace(most: number, now: () => number = () => performance.now()): Pace {
  let counts = new Map<string, number>();
  let end = 0;
  return {
    admit(id) {
      // One window for all of them: nothing is kept of a lab that is quiet.
      if (now() >= end) {
        counts = new Map();
        end = now() + SECOND_MS;
      }
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return count <= most;
    },
  };
}
