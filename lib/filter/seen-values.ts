import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { Key } from './key';

/** So many of the newest entries are asked, so many values are told, and none longer than this. */
const NEWEST = 2000;
const MOST = 20;
const LONGEST = 60;

export interface SeenValue {
  readonly value: string;
  /** In how many places of those entries. */
  readonly times: number;
}

/** What a key was seen to be lately, the most frequent first. None of what each entry has another of. */
export function seenValues({ some, type, name, ofShape }: Key, timeline: Timeline): SeenValue[] {
  const isCounted = type === 'text' || type === 'any' || (type === 'number' && name !== 'n');
  if (!isCounted) return [];
  const counts = new Map<string, number>();
  const { entries } = timeline;
  // Of frames of one shape one is asked for all of them.
  const ofShapes = new Map<number, { readonly n: EntryNumber; times: number }>();
  const ask = (n: EntryNumber, times: number) => {
    const entry = entries.nth(n);
    if (!entry) return;
    some(entry, timeline, (value) => {
      const text = String(value);
      if (text !== '' && text.length <= LONGEST) counts.set(text, (counts.get(text) ?? 0) + times);
      return false;
    });
  };
  for (let n = Math.max(1, entries.length - NEWEST + 1); n <= entries.length; n += 1) {
    const shape = ofShape ? entries.shapeOf(n) : 0;
    const known = ofShapes.get(shape);
    if (shape === 0) ask(n, 1);
    else if (known) known.times += 1;
    else ofShapes.set(shape, { n, times: 1 });
  }
  for (const { n, times } of ofShapes.values()) ask(n, times);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([value, times]) => ({ value, times }));
}
