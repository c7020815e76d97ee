import type { Entry, Span } from './entry';
import type { Timeline } from './timeline';

type About = Omit<Span, 'run' | 'start' | 'startEntry' | 'end' | 'endEntry'>;

/** Begins a span that the same key will end. One that lasts under this key already goes on. */
export function beginSpan(timeline: Timeline, key: string, about: About, entry: Entry): void {
  const { openSpans } = timeline.index;
  if (openSpans.has(key)) return;
  // A held poll begins when the whole request is there, as everything else does.
  openSpans.set(key, timeline.spans.length);
  timeline.spans.push({ ...about, run: entry.run, start: entry.at, startEntry: entry.n });
}

export function endSpan(timeline: Timeline, key: string, entry: Entry): void {
  const { openSpans } = timeline.index;
  const span = timeline.spans[openSpans.get(key) ?? -1];
  if (!span) return;
  span.end = entry.at;
  span.endEntry = entry.n;
  openSpans.delete(key);
}
