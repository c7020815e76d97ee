import { type Column, floats, words } from '@/lib/base/column';
import { firstPlace } from '@/lib/base/first-where';
import { type Micros, micros } from '@/lib/base/micros';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { EntryStore } from '@/lib/session/entry-store';

/**
 * The entries of a run along a line, at which a hand on a slider can stop. A pause takes more room the longer it
 * lasted, but as its logarithm: so each entry can be reached, and a minute of quiet is no longer than the rest.
 *
 *     ├─┬┬──┬─────────────┬┬──┤
 *     #1 …  0.8 ms   25 s  …  #40
 */
export interface Stops {
  /** Of the whole timeline. */
  readonly all: EntryStore;
  readonly numbers: Column;
  /** Where each lies on the line: 0, then further. */
  readonly places: Column;
  /** How many of the timeline's entries were looked at. */
  read: number;
  /** When the entry of the last stop was seen. */
  lastAt: number;
}

/** An entry, and how much time has passed since. */
export interface TimePlace {
  readonly n: EntryNumber;
  readonly after: Micros;
}

export function openStops(all: EntryStore): Stops {
  return { all, numbers: words(), places: floats(), read: 0, lastAt: 0 };
}

/** The entry of a stop, counted from 0. */
export function entryOf({ all, numbers }: Stops, stop: number): Entry | undefined {
  return stop >= 0 && stop < numbers.length ? all.nth(numbers.at(stop)) : undefined;
}

/** The number of the last stop's entry. */
export function lastOf({ numbers }: Stops): EntryNumber | undefined {
  return numbers.length === 0 ? undefined : numbers.last();
}

/** Adds each new entry that `shows`, up to entry number `until`. */
export function growStops(stops: Stops, shows: (n: EntryNumber) => boolean, until: number): void {
  const { all, numbers, places } = stops;
  const end = Math.min(until, all.length);
  while (stops.read < end) {
    const times = all.timesFrom(stops.read + 1);
    for (let i = 0; i < times.length && stops.read < end; i += 1) {
      stops.read += 1;
      if (!shows(stops.read)) continue;
      const at = times[i] ?? 0;
      const isFirst = numbers.length === 0;
      numbers.push(stops.read);
      places.push(isFirst ? 0 : places.last() + roomFor(Math.max(0, at - stops.lastAt)));
      stops.lastAt = at;
    }
  }
}

/** Which of the stops entry `n` is, or the next after it; the last where there is none. */
export function stopOf({ numbers }: Stops, n: EntryNumber): number {
  return Math.min(
    firstPlace(numbers.length, (stop) => numbers.at(stop) >= n),
    numbers.length - 1,
  );
}

/** From 0 at the first stop to 1 at the last. */
export function shareOf(stops: Stops, { n, after }: TimePlace): number {
  const { places } = stops;
  const stop = stopOf(stops, n);
  const length = places.last();
  if (length === 0) return 1;
  const here = places.at(stop);
  const pause = pauseAfter(stops, stop);
  const way = pause === 0 ? 0 : ((places.at(stop + 1) - here) * Math.min(after, pause)) / pause;
  return (here + way) / length;
}

/** What lies at a share of the line; `undefined` where nothing lies anywhere. */
export function placeAt(stops: Stops, share: number): TimePlace | undefined {
  const { places, numbers } = stops;
  if (numbers.length === 0) return undefined;
  const at = Math.min(Math.max(share, 0), 1) * places.last();
  const stop = Math.max(firstPlace(places.length, (place) => places.at(place) > at) - 1, 0);
  const here = places.at(stop);
  const way = stop + 1 < places.length ? (at - here) / (places.at(stop + 1) - here) : 0;
  return { n: numbers.at(stop), after: micros(Math.round(way * pauseAfter(stops, stop))) };
}

/** How long it was from one stop to the next; 0 after the last. */
export function pauseAfter({ all, numbers }: Stops, stop: number): Micros {
  if (stop < 0 || stop + 1 >= numbers.length) return micros(0);
  return pauseOf(all, numbers.at(stop), numbers.at(stop + 1));
}

function pauseOf(entries: EntryStore, before: EntryNumber, n: EntryNumber): Micros {
  return micros(Math.max(0, entries.timeOf(n) - entries.timeOf(before)));
}

/** `pause` in microseconds. */
function roomFor(pause: number): number {
  return 1 + 2 * Math.log10(1 + pause / 1000);
}
