import { type Micros, micros } from '@/lib/base/micros';

/** How long things took, all together. Percentiles are values that were seen: nearest rank. */
export interface Distribution {
  readonly count: number;
  readonly least: Micros;
  readonly p50: Micros;
  readonly p95: Micros;
  readonly most: Micros;
}

/** `undefined` where there is nothing to tell. */
export function distributionOf(took: readonly Micros[]): Distribution | undefined {
  if (took.length === 0) return undefined;
  const sorted = Float64Array.from(took).sort();
  const at = (part: number) => micros(sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0);
  return { count: sorted.length, least: at(0), p50: at(0.5), p95: at(0.95), most: at(1) };
}

/** A logarithmic scale of times, from one power of ten to another. */
export interface Axis {
  readonly from: Micros;
  readonly to: Micros;
}

/** Faster than this is all the same on an axis. */
const LEAST = 10;

/** Reaches over all of them, and over one power of ten at least. */
export function axisOver(all: readonly Distribution[]): Axis {
  const least = Math.max(LEAST, Math.min(...all.map((one) => one.least)));
  const most = Math.max(LEAST, ...all.map((one) => one.most));
  const from = 10 ** Math.floor(Math.log10(least));
  return { from: micros(from), to: micros(Math.max(from * 10, 10 ** Math.ceil(Math.log10(most)))) };
}

/** Where on the axis, from 0 to 1. */
export function placeOn({ from, to }: Axis, took: Micros): number {
  const place = Math.log(Math.max(took, from) / from) / Math.log(to / from);
  return Math.min(1, place);
}

/** The powers of ten on it. */
export function ticksOf({ from, to }: Axis): Micros[] {
  const ticks: Micros[] = [];
  for (let tick: number = from; tick <= to * 1.0001; tick *= 10) ticks.push(micros(Math.round(tick)));
  return ticks;
}

/** So many stretches of the axis, and for each the places in the list of what fell into it. */
export function binsOf(axis: Axis, took: readonly Micros[], count: number): readonly (readonly number[])[] {
  const bins: number[][] = Array.from({ length: count }, () => []);
  took.forEach((one, place) => {
    bins[Math.min(count - 1, Math.floor(placeOn(axis, one) * count))]?.push(place);
  });
  return bins;
}
