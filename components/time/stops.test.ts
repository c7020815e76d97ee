import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '@/lib/base/micros';
import { timelineOf } from '@/lib/session/transcript';
import { playOn } from './play';
import { entryOf, growStops, openStops, placeAt, type Stops, shareOf } from './stops';

/** Entries 1 to 5: two at once, one after 9 ms, one after 10 s, one after 100 ms more. */
const LINE = stopsOf([0, 0, 9, 9_999, 100]);

describe('the line of time', () => {
  it.each([
    // Each step is 1, and twice the logarithm of its milliseconds: 0, 1, 3, 7 + …
    [{ n: 1, after: 0 }, 0],
    [{ n: 2, after: 0 }, 1],
    [{ n: 3, after: 0 }, 4],
    [{ n: 2, after: 4_500 }, 2.5],
    [{ n: 4, after: 0 }, 13],
    [{ n: 3, after: 4_999_500 }, 8.5],
    [{ n: 3, after: 99_999_999 }, 13],
  ])('%j lies %d from the beginning', ({ n, after }, expected) => {
    const length = LINE.places.last();
    expect(shareOf(LINE, { n, after: micros(after) }) * length).toBeCloseTo(expected, 3);
  });

  it('leads from each place back to it', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(waits, fc.double({ min: 0, max: 1, noNaN: true }), (ms, share) => {
        const stops = stopsOf(ms);
        const place = placeAt(stops, share);
        // Where no time passes between two entries there is nothing between them to stop at.
        const back = place ? shareOf(stops, place) : -1;
        const next = place ? shareOf(stops, { n: place.n + 1, after: micros(0) }) : -1;
        // A place is a whole microsecond: it may lie half of one further than it was asked for.
        const least = place ? shareOf(stops, { n: place.n, after: micros(place.after - 0.5) }) : -1;
        expect(Math.min(least, back) <= share + 1e-9 && (next >= share - 1e-9 || back === 1)).toBe(true);
      }),
    );
  });

  it('is the same whether entries come at once or one by one, and leaves out what is not shown', () => {
    const { entries } = timelineOf(gaps([0, 5, 7, 100]));
    const [whole, grown] = [openStops(entries), openStops(entries)];
    growStops(whole, (n) => n !== 2, 4);
    for (let until = 0; until <= 4; until++) growStops(grown, (n) => n !== 2, until);
    const told = (stops: Stops) =>
      [0, 1, 2, 3].map((stop) => [entryOf(stops, stop)?.n, stops.places.at(stop)]);
    expect(told(grown)).toEqual(told(whole));
    expect(told(whole).map(([n]) => n)).toEqual([1, 3, 4, undefined]);
  });
});

describe('playing', () => {
  it.each<[number, number, { n: number; after: number } | undefined]>([
    [0, 1, { n: 2, after: 0 }],
    [3, 1, { n: 2, after: 3_000 }],
    [9, 1, { n: 3, after: 0 }],
    // The ten seconds are passed in nine tenths of one.
    [9 + 450, 1, { n: 3, after: 4_999_500 }],
    [9 + 900, 1, { n: 4, after: 0 }],
    [9 + 900 + 50, 1, { n: 4, after: 50_000 }],
    [9 + 900 + 100, 1, undefined],
    [45, 0.1, { n: 2, after: 4_500 }],
    [0.9 + 450, 10, { n: 3, after: 4_999_500 }],
  ])('%d ms at %d× from the first entry leads to %j', (ms, speed, expected) => {
    expect(playOn(LINE, { n: 1, after: micros(0) }, ms, speed)).toEqual(expected);
  });

  it('in small steps comes to where one large step does', () => {
    let place: ReturnType<typeof playOn> = { n: 1, after: micros(0) };
    for (let ms = 0; ms < 500 && place; ms += 10) place = playOn(LINE, place, 10, 1);
    const whole = playOn(LINE, { n: 1, after: micros(0) }, 500, 1);
    expect(place?.n).toBe(whole?.n);
    expect(Math.abs((place?.after ?? 0) - (whole?.after ?? 0))).toBeLessThan(100);
  });
});

function gaps(ms: readonly number[]): string {
  return ms.map((wait) => `+${wait} gap 1`).join('\n');
}

function stopsOf(ms: readonly number[]): Stops {
  const { entries } = timelineOf(gaps(ms));
  const stops = openStops(entries);
  growStops(stops, () => true, entries.length);
  return stops;
}
