import { firstWhere } from '@/lib/base/first-where';
import { type Micros, micros } from '@/lib/base/micros';
import type { Entry, EntryNumber } from '@/lib/session/entry';

/**
 * The entries of a run along a line, at which a hand on a slider can stop. A pause takes more room the longer it
 * lasted, but as its logarithm: so each entry can be reached, and a minute of quiet is no longer than the rest.
 *
 *     ├─┬┬──┬─────────────┬┬──┤
 *     #1 …  0.8 ms   25 s  …  #40
 */
export interface Stops {
  readonly entries: Entry[];
  /** Where each lies on the line: 0, then further. */
  readonly places: number[];
  /** How many of the timeline's entries were looked at. */
  read: number;
}

/** An entry, and how much time has passed since. */
export interface TimePlace {
  readonly n: EntryNumber;
  readonly after: Micros;
}

export function openStops(): Stops {
  return { entries: [], places: [], read: 0 };
}

/** Adds each new entry that `shows`, up to entry number `until`. */
export function growStops(
  stops: Stops,
  entries: readonly Entry[],
  shows: (entry: Entry) => boolean,
  until: number = entries.length,
): void {
  const end = Math.min(until, entries.length);
  for (; stops.read < end; stops.read += 1) {
    const entry = entries[stops.read];
    if (!entry || !shows(entry)) continue;
    const before = stops.entries.at(-1);
    const place = before ? (stops.places.at(-1) ?? 0) + roomFor(pauseOf(before, entry)) : 0;
    stops.entries.push(entry);
    stops.places.push(place);
  }
}

/** Which of the stops entry `n` is, or the next after it; the last where there is none. */
export function stopOf({ entries }: Stops, n: EntryNumber): number {
  return Math.min(
    firstWhere(entries, (entry) => entry.n >= n),
    entries.length - 1,
  );
}

/** From 0 at the first stop to 1 at the last. */
export function shareOf(stops: Stops, { n, after }: TimePlace): number {
  const stop = stopOf(stops, n);
  const [here, next] = [stops.places[stop] ?? 0, stops.places[stop + 1]];
  const length = stops.places.at(-1) ?? 0;
  if (length === 0) return 1;
  const pause = pauseAfter(stops, stop);
  const way = next === undefined || pause === 0 ? 0 : ((next - here) * Math.min(after, pause)) / pause;
  return (here + way) / length;
}

/** What lies at a share of the line; `undefined` where nothing lies anywhere. */
export function placeAt(stops: Stops, share: number): TimePlace | undefined {
  const at = Math.min(Math.max(share, 0), 1) * (stops.places.at(-1) ?? 0);
  const stop = Math.max(firstWhere(stops.places, (place) => place > at) - 1, 0);
  const entry = stops.entries[stop];
  if (!entry) return undefined;
  const [here, next] = [stops.places[stop] ?? 0, stops.places[stop + 1]];
  const way = next === undefined ? 0 : (at - here) / (next - here);
  return { n: entry.n, after: micros(Math.round(way * pauseAfter(stops, stop))) };
}

/** How long it was from one stop to the next; 0 after the last. */
export function pauseAfter({ entries }: Stops, stop: number): Micros {
  const [here, next] = [entries[stop], entries[stop + 1]];
  return here && next ? pauseOf(here, next) : micros(0);
}

function pauseOf(before: Entry, entry: Entry): Micros {
  return micros(Math.max(0, entry.at - before.at));
}

function roomFor(pause: Micros): number {
  return 1 + 2 * Math.log10(1 + pause / 1000);
}
