import type { Timeline } from '@/lib/session/timeline';
import type { Key } from './key';

/** So many of the newest entries are asked, so many values are told, and none longer than this. */
const NEWEST = 2000;
const MOST = 20;
const LONGEST = 60;

/** What a key was seen to be lately, the most frequent first. None of what each entry has another of. */
export function seenValues({ some, type, name }: Key, timeline: Timeline): string[] {
  const isCounted = type === 'text' || type === 'any' || (type === 'number' && name !== 'n');
  if (!isCounted) return [];
  const counts = new Map<string, number>();
  for (const entry of timeline.entries.slice(-NEWEST)) {
    some(entry, timeline, (value) => {
      const text = String(value);
      if (text !== '' && text.length <= LONGEST) counts.set(text, (counts.get(text) ?? 0) + 1);
      return false;
    });
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([value]) => value);
}
