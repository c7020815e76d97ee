import { textAt } from '@/lib/base/utf8';
import type { FieldSpec, Layer, SseEvent } from './layer';
import { type Ground, LayerWriter, preview } from './open-layer';

const SECTION = 'HTML §9.2.6';

export const SSE_FIELDS = {
  'sse.event': {
    label: 'Event',
    help: 'The name of the event; without it, it is called message.',
    section: SECTION,
  },
  'sse.data': {
    label: 'Data',
    help: 'One line of what the event carries; lines are joined by a line feed.',
    section: SECTION,
  },
  'sse.id': {
    label: 'Id',
    help: 'What the browser says in `Last-Event-ID` when it comes back, so that nothing is missed.',
    section: SECTION,
  },
  'sse.retry': { label: 'Retry', help: 'Milliseconds until the browser comes back.', section: SECTION },
  'sse.comment': {
    label: 'Comment',
    help: 'Nobody reads it; it keeps a quiet connection open.',
    section: SECTION,
  },
  'sse.field': {
    label: 'Unknown field',
    help: 'A name that event streams do not have: ignored.',
    section: SECTION,
  },
  'sse.end': {
    label: 'End of event',
    help: 'An empty line: now the event is dispatched.',
    section: SECTION,
    quiet: true,
  },
} as const satisfies Record<string, FieldSpec>;

type SseKey = keyof typeof SSE_FIELDS;

/** One line of an event stream: [start, end) with its line end, and what it says. */
export interface SseLine {
  readonly start: number;
  readonly end: number;
  readonly key: SseKey;
  readonly value: string;
}

/** The lines of `bytes[from..to)` (HTML §9.2.5: CR, LF or both end a line). */
export function readLines(bytes: Uint8Array, from: number, to: number): SseLine[] {
  const lines: SseLine[] = [];
  for (let start = from; start < to; ) {
    let textEnd = start;
    while (textEnd < to && bytes[textEnd] !== 0x0a && bytes[textEnd] !== 0x0d) textEnd += 1;
    const isPair = bytes[textEnd] === 0x0d && textEnd + 1 < to && bytes[textEnd + 1] === 0x0a;
    const end = Math.min(textEnd + (isPair ? 2 : 1), to);
    lines.push({ start, end, ...readLine(textAt(bytes, start, textEnd)) });
    start = end;
  }
  return lines;
}

/** What the lines dispatch: nothing without data, and nothing before the empty line. */
export function readEvents(lines: readonly SseLine[]): SseEvent[] {
  const events: SseEvent[] = [];
  let event = '';
  let id: string | undefined;
  let data: string[] = [];
  for (const { key, value } of lines) {
    if (key === 'sse.event') event = value;
    else if (key === 'sse.id') id = value;
    else if (key === 'sse.data') data.push(value);
    if (key !== 'sse.end') continue;
    if (data.length > 0) {
      events.push({
        event: event || 'message',
        data: data.join('\n'),
        ...(id === undefined ? undefined : { id }),
      });
    }
    event = '';
    data = [];
  }
  return events;
}

/** A layer for each event, and one for what has no empty line yet. */
export function dissectEvents(ground: Ground, from: number, to: number): Layer[] {
  const layers: Layer[] = [];
  let sse = new LayerWriter('sse', 'Server-sent event', ground);
  let start = from;
  for (const { start: at, end, key, value } of readLines(ground.bytes, from, to)) {
    sse.field(key, SSE_FIELDS[key], at, end, value, key === 'sse.end' ? 'line end' : preview(value));
    if (key === 'sse.field')
      sse.issue('sse-field', 'Event streams have no field of this name', at, end, 'note');
    if (key !== 'sse.end') continue;
    layers.push(sse.close(start, end));
    sse = new LayerWriter('sse', 'Server-sent event', ground);
    start = end;
  }
  if (start < to) {
    sse.issue('sse-cut', 'An event without its empty line is not dispatched', start, to, 'note');
    layers.push(sse.close(start, to));
  }
  return layers;
}

const NAMES: ReadonlySet<string> = new Set(['event', 'data', 'id', 'retry']);

function readLine(line: string): { readonly key: SseKey; readonly value: string } {
  if (line === '') return { key: 'sse.end', value: '' };
  const colon = line.indexOf(':');
  if (colon === 0) return { key: 'sse.comment', value: line.slice(1).trimStart() };
  const name = colon === -1 ? line : line.slice(0, colon);
  // One space after the colon is not part of the value.
  const value = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
  const key = `sse.${name}`;
  return NAMES.has(name) && isKey(key) ? { key, value } : { key: 'sse.field', value: line };
}

function isKey(key: string): key is SseKey {
  return Object.hasOwn(SSE_FIELDS, key);
}
