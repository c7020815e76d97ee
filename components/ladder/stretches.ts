/** Reaches from one height to another. */
export interface Stretch {
  readonly top: number;
  readonly bottom: number;
}

/** Stretches that no longer change, found by the part of the ladder that is in sight. */
export interface Stretches<T extends Stretch> {
  add(stretch: T): void;
  /** Those that touch the part, in the order in which they were added. */
  between(top: number, bottom: number): T[];
}

/**
 * Each stretch is kept in every bucket it touches. Nearly all are a few rows long, so looking for them costs what
 * is in sight, however many there are in all.
 */
const BUCKET = 2048;

export function openStretches<T extends Stretch>(): Stretches<T> {
  const buckets = new Map<number, { readonly place: number; readonly stretch: T }[]>();
  let count = 0;
  return {
    add(stretch) {
      const kept = { place: count, stretch };
      count += 1;
      const last = Math.floor(stretch.bottom / BUCKET);
      for (let at = Math.floor(stretch.top / BUCKET); at <= last; at += 1) {
        const bucket = buckets.get(at);
        if (bucket) bucket.push(kept);
        else buckets.set(at, [kept]);
      }
    },
    between(top, bottom) {
      const found = new Map<number, T>();
      for (let at = Math.floor(top / BUCKET); at <= Math.floor(bottom / BUCKET); at += 1) {
        for (const { place, stretch } of buckets.get(at) ?? []) {
          if (stretch.bottom > top && stretch.top < bottom) found.set(place, stretch);
        }
      }
      return [...found].sort(([a], [b]) => a - b).map(([, stretch]) => stretch);
    },
  };
}
