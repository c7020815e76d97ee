import { micros } from '@/lib/base/micros';
import { pauseAfter, type Stops, stopOf, type TimePlace } from './stops';

/** A pause is passed in this many milliseconds of the reader's at most, whatever the speed. */
export const LONGEST_PAUSE = 900;

/** Where one has come to when `ms` milliseconds of the reader's have passed; `undefined` at the end. */
export function playOn(stops: Stops, from: TimePlace, ms: number, speed: number): TimePlace | undefined {
  let stop = stopOf(stops, from.n);
  const first = screenMs(stops, stop, speed);
  const pause = pauseAfter(stops, stop);
  // As if it had begun at the stop.
  let left = ms + (pause > 0 ? (Math.min(from.after, pause) / pause) * first : 0);
  for (let takes = first; left >= takes; takes = screenMs(stops, stop, speed)) {
    if (stop >= stops.numbers.length - 1) return undefined;
    left -= takes;
    stop += 1;
  }
  const takes = screenMs(stops, stop, speed);
  const n = stops.numbers.at(stop);
  return n === 0 ? undefined : { n, after: micros(Math.round((left / takes) * pauseAfter(stops, stop))) };
}

/** How long the pause after a stop lasts for the reader. */
function screenMs(stops: Stops, stop: number, speed: number): number {
  return Math.min(pauseAfter(stops, stop) / 1000 / speed, LONGEST_PAUSE);
}
