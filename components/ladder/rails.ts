import type { ClientName } from '@/lib/capture/record';
import type { EntryNumber, Span } from '@/lib/session/entry';
import { centreOf, type Layout, rowFrom } from './layout';

/** A stretch beside a client's lane: which transport carries its messages, or that none does. */
export interface Rail {
  readonly key: string;
  readonly client: ClientName;
  readonly look: 'polling' | 'websocket' | 'probing' | 'disconnected';
  readonly top: number;
  readonly bottom: number;
}

/** A request that the server keeps until it has something to say. */
export interface Hold {
  readonly key: EntryNumber;
  readonly client: ClientName;
  readonly top: number;
  readonly bottom: number;
  /** Polls held at the same time stand side by side: 0 is next to the lane. */
  readonly track: number;
  /** How long, once it is answered. */
  readonly took: number | undefined;
}

/** Room between one rail and the next, where the transport changes. */
const SEAM = 3;
/** A rail reaches this far past the arrows at which it begins and ends. */
const REACH = 9;

export function placeRails(layout: Layout, spans: readonly Span[], run: number): Rail[] {
  return spans.flatMap((span): Rail[] => {
    const look = lookOf(span);
    if (!look || span.run !== run || span.startEntry > layout.read) return [];
    const isLater = spans.some(
      (other) => other.kind === 'transport' && other.sid === span.sid && other.endEntry === span.startEntry,
    );
    const top = heightOf(layout, span.startEntry) + (isLater ? SEAM : -REACH);
    const isOver = span.endEntry !== undefined && span.endEntry <= layout.read;
    const bottom = isOver
      ? heightOf(layout, span.endEntry ?? 0) - (look === 'polling' ? SEAM : -SEAM)
      : layout.height;
    const key = `${span.kind} ${span.sid ?? span.client} ${span.startEntry}`;
    return [{ key, client: span.client, look, top, bottom: Math.max(bottom, top) }];
  });
}

export function placeHolds(layout: Layout, spans: readonly Span[], run: number): Hold[] {
  const ends: number[] = [];
  return spans.flatMap((span): Hold[] => {
    if (span.kind !== 'held-poll' || span.run !== run || span.startEntry > layout.read) return [];
    const isOver = span.endEntry !== undefined && span.endEntry <= layout.read;
    const top = heightOf(layout, span.startEntry);
    const bottom = isOver ? heightOf(layout, span.endEntry ?? 0) : layout.height;
    const free = ends.findIndex((end) => end <= top);
    const track = free < 0 ? ends.length : free;
    ends[track] = isOver ? bottom : Number.POSITIVE_INFINITY;
    const took = isOver && span.end !== undefined ? span.end - span.start : undefined;
    return [{ key: span.startEntry, client: span.client, top, bottom, track, took }];
  });
}

/** The height of an entry's arrow; of one that is not shown, the upper edge of the next row. */
export function heightOf(layout: Layout, n: EntryNumber): number {
  const row = rowFrom(layout, n);
  if (!row) return layout.height;
  return row.n === n ? centreOf(row) : row.y;
}

function lookOf(span: Span): Rail['look'] | undefined {
  switch (span.kind) {
    case 'transport':
      return span.transport;
    case 'upgrade':
      return 'probing';
    case 'disconnected':
      return 'disconnected';
    case 'held-poll':
      return undefined;
  }
}
