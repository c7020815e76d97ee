import type { SseEvent } from '@/lib/dissect/layer';
import type { UnitEntry } from '@/lib/session/entry';
import type { LabelPart } from './label';
import { type Note, para } from './note';
import { ellipsis } from './words';

/** The head of an answer that is read event by event while it comes. */
export function opensStream({ unit }: UnitEntry): boolean {
  const type = unit.http?.headers['content-type'] ?? '';
  return unit.http?.status === 200 && /^\s*text\/event-stream\s*(;|$)/i.test(type);
}

/** A piece of an event stream: the event it dispatches, or that it dispatches none. */
export function eventsLabel(events: readonly SseEvent[]): LabelPart[] {
  const [first, ...more] = events;
  if (first === undefined) {
    return [
      { text: 'SSE', tone: 'sse' },
      { text: 'nothing to dispatch', tone: 'dim' },
    ];
  }
  return [
    { text: first.event, tone: 'sse' },
    { text: ellipsis(first.data, 60), tone: 'ink' },
    ...(first.id === undefined ? [] : [{ text: `id ${first.id}`, tone: 'dim' } as const]),
    ...(more.length === 0 ? [] : [{ text: `and ${more.length} more`, tone: 'dim' } as const]),
  ];
}

export function eventsNote(events: readonly SseEvent[]): Note {
  const [first] = events;
  if (first === undefined) {
    return {
      title: 'A piece of the stream without an event',
      paragraphs: [
        para`A comment, or the end of the stream. Comments are sent so that a proxy does not take a quiet connection for a dead one.`,
      ],
      lesson: 'server-sent-events',
    };
  }
  return {
    title: `The event “${first.event}”`,
    paragraphs: [
      para`It became whole with the empty line at its end; only then does the browser hand it to the page. The answer it is part of goes on.`,
    ],
    lesson: 'server-sent-events',
  };
}
