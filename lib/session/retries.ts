import type { ClientName, TraceEvent } from '@/lib/capture/record';
import type { Entry, TraceEntry, UnitEntry } from './entry';
import { beginSpan, endSpan } from './spans';
import type { Timeline } from './timeline';

/** The client's Manager waits before it tries again. It ends by the try, whatever comes of that. */
export function beginRetry(
  timeline: Timeline,
  entry: TraceEntry,
  { attempt, delayMs }: Extract<TraceEvent, { kind: 'retry' }>,
): void {
  const client = entry.from;
  endRetry(timeline, client, entry);
  beginSpan(timeline, keyOf(client), { kind: 'retry', client, attempt, delayMs }, entry);
}

export function endRetry(timeline: Timeline, client: ClientName, entry: Entry): void {
  endSpan(timeline, keyOf(client), entry);
}

/** A request without a session asks for one: that is the try, where the client tells of none. */
export function endRetryBy(timeline: Timeline, entry: UnitEntry): void {
  const { http, engine } = entry.unit;
  if (http?.kind === 'request' && engine && entry.sid === undefined) endRetry(timeline, entry.from, entry);
}

function keyOf(client: ClientName): string {
  return `retry ${client}`;
}
