import { type Column, floats, octets, words } from '@/lib/base/column';
import type { LinkStore } from '@/lib/session/link-store';
import type { Curve } from './curves';
import type { Stretch } from './stretches';

/** As many curves as there are links: a row of columns each, found by the part of the ladder that they pass. */
export interface CurveStore {
  /** The place of its link in the timeline's. */
  readonly links: Column;
  readonly tops: Column;
  readonly bottoms: Column;
  readonly tracks: Column;
  /** Each curve stands in every bucket it touches. */
  readonly buckets: Map<number, number[]>;
}

const BUCKET = 2048;

export function openCurves(): CurveStore {
  return { links: words(), tops: floats(), bottoms: floats(), tracks: octets(), buckets: new Map() };
}

/** Gives back the curve's place, from 0. */
export function addCurve(store: CurveStore, link: number, { top, bottom }: Stretch, track: number): number {
  const place = store.links.length;
  store.links.push(link);
  store.tops.push(top);
  store.bottoms.push(bottom);
  store.tracks.push(track);
  const last = Math.floor(bottom / BUCKET);
  for (let at = Math.floor(top / BUCKET); at <= last; at += 1) {
    const bucket = store.buckets.get(at);
    if (bucket) bucket.push(place);
    else store.buckets.set(at, [place]);
  }
  return place;
}

export function curveAt(store: CurveStore, links: LinkStore, place: number): Curve | undefined {
  const link = links.at(store.links.at(place));
  return (
    link && {
      link,
      top: store.tops.at(place),
      bottom: store.bottoms.at(place),
      track: store.tracks.at(place),
    }
  );
}

/** Those that touch the part, in the order in which they were added. */
export function curvesBetween(store: CurveStore, links: LinkStore, top: number, bottom: number): Curve[] {
  const found = new Set<number>();
  for (let at = Math.floor(top / BUCKET); at <= Math.floor(bottom / BUCKET); at += 1) {
    for (const place of store.buckets.get(at) ?? []) {
      if (store.bottoms.at(place) > top && store.tops.at(place) < bottom) found.add(place);
    }
  }
  return [...found].sort((a, b) => a - b).flatMap((place) => curveAt(store, links, place) ?? []);
}
