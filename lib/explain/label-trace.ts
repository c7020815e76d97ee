import type { SourcePlace, TraceEvent } from '@/lib/capture/record';
import type { EntryNumber, TraceEntry } from '@/lib/session/entry';
import { partyOfSocket } from '@/lib/session/rooms';
import type { Timeline } from '@/lib/session/timeline';
import type { LabelPart } from './label';
import { isLeftOut } from './left-out';
import { ellipsis, millisText, partyName, shortId } from './words';

/** What a program told of itself. */
export function traceLabel({ n, record }: TraceEntry, timeline: Timeline): LabelPart[] {
  const { event } = record;
  switch (event.kind) {
    case 'program':
      return [
        { text: 'program', tone: 'ink' },
        { text: `run ${event.run} ${event.state === 'started' ? 'starts' : 'stops'}`, tone: 'dim' },
      ];
    case 'log':
      return [
        {
          text: event.level === 'log' ? 'console' : event.level,
          tone: event.level === 'error' ? 'error' : 'dim',
        },
        { text: ellipsis(event.text.replaceAll('\n', ' '), 80), tone: 'ink' },
      ];
    case 'exception':
      return [
        { text: event.name, tone: 'error' },
        { text: ellipsis(event.message, 80), tone: 'ink' },
        ...placed(event.place),
      ];
    case 'socket': {
      const who = partyName(partyOfSocket(timeline, event.socket));
      const isIn = event.action === 'connection';
      return [
        { text: isIn ? 'connection' : 'disconnect', tone: 'sio' },
        { text: isIn ? `${who} is in ${event.nsp}` : `${who} left ${event.nsp}`, tone: 'ink' },
        {
          text: event.reason === undefined ? `socket ${shortId(event.socket)}` : `“${event.reason}”`,
          tone: 'dim',
        },
      ];
    }
    case 'room':
      return [...roomLabel(event.action, event.room, event.socket, timeline), ...elsewhere(event.nsp)];
    case 'sent':
      return [{ text: 'sent', tone: 'dim' }, ...placed(event.place)];
    case 'handler':
      return [{ text: 'handled', tone: 'dim' }, quoted(event.event), ...placed(event.place)];
    case 'unheard':
      return [
        { text: 'unheard', tone: 'error' },
        quoted(event.event),
        { text: 'nobody listens', tone: 'dim' },
        ...elsewhere(event.nsp),
      ];
    case 'unsent':
      return [
        { text: FATES[event.fate], tone: event.fate === 'buffered' ? 'sio' : 'error' },
        quoted(event.event),
        { text: fateText(event, n, timeline), tone: 'dim' },
        ...elsewhere(event.nsp),
        ...placed(event.place),
      ];
    case 'retry':
      return [
        { text: 'waits', tone: 'sio' },
        { text: millisText(event.delayMs), tone: 'ink' },
        { text: `before attempt ${event.attempt}`, tone: 'dim' },
      ];
    case 'queued':
      return [
        { text: 'queued', tone: 'http' },
        { text: `${millisText(event.ms)} in the browser`, tone: 'ink' },
        { text: ellipsis(event.path.split('?', 1)[0] ?? '', 60), tone: 'dim' },
      ];
    case 'client':
      return [
        { text: event.source, tone: event.source === 'engine' ? 'eio' : 'sio' },
        { text: event.event, tone: 'ink' },
        ...elsewhere(event.nsp),
        ...(event.detail ? [{ text: ellipsis(event.detail, 80), tone: 'dim' } as const] : []),
      ];
  }
}

function roomLabel(
  action: 'create' | 'join' | 'leave' | 'delete',
  room: string,
  socket: string | undefined,
  timeline: Timeline,
): LabelPart[] {
  const who = socket === undefined ? undefined : partyName(partyOfSocket(timeline, socket));
  const isOwn = timeline.index.sidOfSocket.has(room);
  const name: LabelPart = isOwn ? { text: 'its own room', tone: 'dim' } : { text: room, tone: 'ink' };
  switch (action) {
    case 'create':
      return [{ text: 'room', tone: 'sio' }, name, { text: 'begins', tone: 'dim' }];
    case 'delete':
      return [{ text: 'room', tone: 'sio' }, name, { text: 'is empty and gone', tone: 'dim' }];
    case 'join':
      return [{ text: 'join', tone: 'sio' }, name, ...(who ? [{ text: who, tone: 'dim' } as const] : [])];
    case 'leave':
      return [{ text: 'leave', tone: 'sio' }, name, ...(who ? [{ text: who, tone: 'dim' } as const] : [])];
  }
}

const FATES = { buffered: 'buffered', dropped: 'dropped', nobody: 'to nobody' } as const;

function fateText(told: Extract<TraceEvent, { kind: 'unsent' }>, n: EntryNumber, timeline: Timeline): string {
  switch (told.fate) {
    case 'buffered':
      return 'waits for a connection';
    case 'dropped':
      return told.volatile ? 'volatile, and not the moment for it' : 'it goes nowhere';
    case 'nobody': {
      if (told.sid !== undefined) return 'its client is away';
      const nobody = isLeftOut(timeline, n, told) ? 'nobody else' : 'nobody';
      return told.rooms === undefined || told.rooms.length === 0
        ? `${nobody} is connected`
        : `${nobody} is in ${ellipsis(told.rooms.join(', '), 40)}`;
    }
  }
}

function quoted(event: string): LabelPart {
  return { text: JSON.stringify(ellipsis(event, 60)), tone: 'ink' };
}

function elsewhere(nsp: string | undefined): LabelPart[] {
  return nsp === undefined || nsp === '/' ? [] : [{ text: `in ${nsp}`, tone: 'dim' }];
}

function placed(place: SourcePlace | undefined): LabelPart[] {
  return place ? [{ text: `${place.file}:${place.line}`, tone: 'dim' }] : [];
}
