import type { TraceEvent, TraceRecord } from '@/lib/capture/record';
import type { Lanes } from './lanes';
import { ROW_HEIGHT } from './layout';

const MIDDLE = ROW_HEIGHT / 2;

interface ToldGlyphProps {
  readonly event: TraceEvent;
  readonly side: TraceRecord['side'];
  readonly ends: { readonly client: number; readonly server: number; readonly lanes: Lanes };
}

/** What a program told, at its lane: a dashed line that never reaches the other end, and a sign of its own. */
export function ToldGlyph({ event, side, ends: { client, server, lanes } }: ToldGlyphProps) {
  const isServer = side === 'server';
  const [x, end] = isServer ? [server, lanes.labelRight] : [client, lanes.labelLeft];
  const way = isServer ? -1 : 1;
  return (
    <g className={strokeOf(event)} data-glyph={glyphOf(event)}>
      <path strokeDasharray="2 3" d={`M${x + 8 * way} ${MIDDLE}H${end}`} />
      <path className="fill-bg" d={`M${x} ${MIDDLE}${SHAPES[glyphOf(event)]}`} />
    </g>
  );
}

type Glyph = 'told' | 'joins' | 'leaves' | 'dropped' | 'waits' | 'nobody' | 'unheard' | 'retry' | 'queued';

const CIRCLE = 'm-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0';
const DIAMOND = 'm0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z';

/** Each drawn from the middle of the lane. */
const SHAPES: { readonly [G in Glyph]: string } = {
  told: DIAMOND,
  // A plus and a minus in a circle.
  joins: `${CIRCLE}m2.5 0h6m-3 -3v6`,
  leaves: `${CIRCLE}m2.5 0h6`,
  // A cross, as where a connection is cut.
  dropped: `${CIRCLE}m3.3 -2.2l4.4 4.4m0 -4.4l-4.4 4.4`,
  // A tray.
  waits: 'm-5.5 -4v8h11v-8m-8 3h5',
  // Empty, crossed out.
  nobody: `${CIRCLE}m1.6 3.9l7.8 -7.8`,
  unheard: `${CIRCLE}m1.6 -3.9l7.8 7.8`,
  // The hand of a clock.
  retry: `${CIRCLE}m5.5 -3.5v3.5h2.8`,
  // One behind the other.
  queued: 'm-5.5 -4h11m-11 4h11m-11 4h11',
};

function glyphOf(event: TraceEvent): Glyph {
  switch (event.kind) {
    case 'room':
      return event.action === 'join' ? 'joins' : event.action === 'leave' ? 'leaves' : 'told';
    case 'unsent':
      return event.fate === 'buffered' ? 'waits' : event.fate;
    case 'unheard':
    case 'retry':
    case 'queued':
      return event.kind;
    case 'program':
    case 'log':
    case 'exception':
    case 'socket':
    case 'sent':
    case 'handler':
    case 'client':
      return 'told';
  }
}

function strokeOf(event: TraceEvent): string {
  switch (event.kind) {
    case 'exception':
      return 'stroke-error';
    case 'unsent':
      return event.fate === 'buffered' ? 'stroke-sio' : 'stroke-error';
    case 'unheard':
    case 'retry':
      return 'stroke-warn';
    case 'queued':
      return 'stroke-http';
    case 'room':
      return 'stroke-sio';
    case 'program':
    case 'log':
    case 'socket':
    case 'sent':
    case 'handler':
    case 'client':
      return 'stroke-faint';
  }
}
