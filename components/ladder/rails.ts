import type { ClientName, ConnId } from '@/lib/capture/record';
import type { EntryNumber, Span } from '@/lib/session/entry';
import { heightOf, type Layout, placeOf, rowCount } from './layout';

/** A stretch beside a client's lane: which transport carries its messages, that none does, or what waits. */
export interface Rail {
  readonly key: string;
  readonly client: ClientName;
  readonly look: RailLook;
  readonly top: number;
  readonly bottom: number;
}

export type RailLook = 'polling' | 'websocket' | 'probing' | 'disconnected' | 'waiting' | 'buffering';

/** A request that the server keeps until it has something to say. */
export interface Hold {
  readonly key: EntryNumber;
  readonly client: ClientName;
  readonly conn: ConnId | undefined;
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

/** Where a span ends is known, and so is the row at which that is. */
export function isSettled(layout: Layout, { endEntry }: Span): boolean {
  return endEntry !== undefined && endEntry <= layout.read && placeOf(layout, endEntry) < rowCount(layout);
}

/** `continues`: another transport of the same session ends where it begins. What lasts reaches to the newest row. */
export function railOf(layout: Layout, span: Span, look: RailLook, continues: boolean): Rail {
  const top = heightOf(layout, span.startEntry) + (continues ? SEAM : -REACH);
  const end = isSettled(layout, span) ? span.endEntry : undefined;
  const bottom =
    end === undefined ? layout.height : heightOf(layout, end) - (look === 'polling' ? SEAM : -SEAM);
  const key = `${span.kind} ${span.sid ?? span.client} ${span.startEntry}`;
  return { key, client: span.client, look, top, bottom: Math.max(bottom, top) };
}

export function holdOf(layout: Layout, span: Span, track: number): Hold {
  const isOver = isSettled(layout, span);
  return {
    key: span.startEntry,
    client: span.client,
    conn: span.conn,
    top: heightOf(layout, span.startEntry),
    bottom: isOver ? heightOf(layout, span.endEntry ?? 0) : layout.height,
    track,
    took: isOver && span.end !== undefined ? span.end - span.start : undefined,
  };
}

/** A held request is no rail: it stands at the server. */
export function lookOf(span: Span): RailLook | undefined {
  switch (span.kind) {
    case 'transport':
      return span.transport;
    case 'upgrade':
      return 'probing';
    case 'disconnected':
      return 'disconnected';
    case 'retry':
      return 'waiting';
    case 'buffered':
      return 'buffering';
    case 'held-poll':
      return undefined;
  }
}
