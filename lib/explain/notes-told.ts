import type { TraceEvent } from '@/lib/capture/record';
import type { TraceEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { named } from './about';
import { isLeftOut } from './left-out';
import { code, type Inline, type Note, para } from './note';
import { durationText, ellipsis, millisText } from './words';

type EventOf<K extends TraceEvent['kind']> = Extract<TraceEvent, { kind: K }>;

/** What became of a program's events, and of its wish for a connection, without a packet that could tell. */

export function handlerNote({ event, of, place, packet }: EventOf<'handler'>, who: Inline): Note {
  return {
    title: of === 'ack' ? 'A callback is called' : 'A handler is called',
    paragraphs: [
      para`The program of ${who} runs what it registered for ${code(event)}${placeText(place)}, with message ${packet.ordinal + 1} that came to it in this session.`,
    ],
    lesson: of === 'ack' ? 'acknowledgements' : 'on-and-emit',
  };
}

export function unheardNote({ event, nsp }: EventOf<'unheard'>, who: Inline): Note {
  return {
    title: `Nobody listens to ${nameText(event)}`,
    paragraphs: [
      para`The packet arrived whole and was read. The program of ${who} had no listener for ${code(event)} on that socket${nsp === '/' ? '' : ` in ${nsp}`} at that moment, so the event ended here, without an error on either end.`,
      para`Two causes are common: the name is spelt otherwise in \`on(…)\`, or the listener is registered later, after an \`await\` for instance. Socket.IO does not keep an event until somebody listens. If the event asked for an ack, that will never come.`,
    ],
    lesson: 'clinic-handlers',
  };
}

export function unsentNote(entry: TraceEntry, told: EventOf<'unsent'>, timeline: Timeline): Note {
  const who = named(entry.from);
  switch (told.fate) {
    case 'buffered':
      return bufferedNote(entry, told, who, timeline);
    case 'dropped':
      return droppedNote(told, who);
    case 'nobody':
      return nobodyNote(told, isLeftOut(timeline, entry.n, told));
  }
}

function bufferedNote(
  { n }: TraceEntry,
  { event, place, volatile }: EventOf<'unsent'>,
  who: Inline,
  timeline: Timeline,
): Note {
  const gone = linksOf(timeline, n).find(({ kind, a }) => kind === 'buffered' && a === n);
  return {
    title: `${nameText(event)} waits in the client’s buffer`,
    paragraphs: [
      para`${who} called ${code(`emit(${JSON.stringify(event)}, …)`)}${placeText(place)} while its socket was not connected. Nothing is sent: the packet is kept in the page's memory, in the order of the calls.`,
      gone
        ? para`It left in #${gone.b}, after ${{ text: durationText(gone.took), as: 'strong' }}, right behind the CONNECT answer and together with whatever else had gathered.`
        : para`It leaves when the socket is connected again, and is lost when the page is left before that.`,
      volatile
        ? para`It was \`volatile\` and waits all the same: the client only looks at whether its transport can be written to, and one that has just died may still say so.`
        : para`Only clients do this. A server that emits to a client that is away keeps nothing, unless connection state recovery is on.`,
    ],
    lesson: 'buffering-and-volatile',
  };
}

function droppedNote({ event, place, volatile }: EventOf<'unsent'>, who: Inline): Note {
  return {
    title: `${nameText(event)} is dropped`,
    paragraphs: [
      para`${who} called ${code(`emit(${JSON.stringify(event)}, …)`)}${placeText(place)}, and no packet came of it. It will not be sent later, and the program is not told.`,
      volatile
        ? para`It was \`volatile\`: send it now or not at all. Now was not possible, because the transport was still busy with the packet before it, or because there was no connection. A second emit in the same turn is enough for that, on a healthy connection.`
        : para`The connection was already closing, and what is emitted then goes nowhere.`,
    ],
    lesson: 'buffering-and-volatile',
  };
}

function nobodyNote({ event, nsp, rooms, sid, place }: EventOf<'unsent'>, leftOut: boolean): Note {
  if (sid !== undefined) {
    return {
      title: `${nameText(event)} is for a client that is away`,
      paragraphs: [
        para`The server called ${code(`emit(${JSON.stringify(event)}, …)`)}${placeText(place)} for one socket whose connection is gone. Connection state recovery is on, so the adapter keeps the packet for a while: if the client comes back in time, with its \`pid\` and the last offset it saw, it gets it then.`,
      ],
      lesson: 'recovery',
    };
  }
  const target = rooms?.length
    ? para`the ${rooms.length === 1 ? 'room' : 'rooms'} ${code(rooms.join(', '))}`
    : para`everybody in ${code(nsp)}`;
  return {
    title: `${nameText(event)} is sent to nobody`,
    paragraphs: [
      [
        ...para`The server called ${code(`emit(${JSON.stringify(event)}, …)`)}${placeText(place)} for `,
        ...target,
        ...(leftOut
          ? para`, and at that moment nobody was there but whom it leaves out. No packet was made, and none will be when somebody comes.`
          : para`, and at that moment not one socket was there. No packet was made, and none will be when somebody comes.`),
      ],
      leftOut
        ? para`\`socket.to\` and \`socket.broadcast\` leave out the socket that speaks, and \`except\` whom it names. \`io.to\` reaches all of a room.`
        : para`A broadcast reaches those who are in the room _now_. Was \`join\` called, with the same spelling, on the same namespace, and before this line?`,
    ],
    lesson: rooms?.length ? 'rooms' : 'broadcasting',
  };
}

export function retryNote({ attempt, delayMs }: EventOf<'retry'>, who: Inline): Note {
  return {
    title: `The client waits before attempt ${attempt}`,
    paragraphs: [
      para`The Manager of ${who} will try to connect again in ${{ text: millisText(delayMs), as: 'strong' }}. Until then nothing is on the wire.`,
      para`The wait doubles with each attempt, from 1 s up to 5 s unless told otherwise, and is moved at random by up to half of itself, so that a thousand clients that lost the same server do not all come back in the same moment.`,
    ],
    lesson: 'reconnection',
  };
}

export function queuedNote({ path, ms }: EventOf<'queued'>, who: Inline): Note {
  return {
    title: 'The browser kept a request back',
    paragraphs: [
      para`${who} asked for ${code(path)}, and the browser waited ${{ text: millisText(ms), as: 'strong' }} before it sent that. It opens at most six HTTP/1.1 connections to one origin, and all of them were busy.`,
      para`A held GET takes one of them for each polling client, in whatever tab or frame. The packets in this request were late for no reason that the server could see. A WebSocket does not count among the six.`,
    ],
    lesson: 'polling-transport',
  };
}

function placeText(place: { readonly file: string; readonly line: number } | undefined): string {
  return place ? ` (${place.file}, line ${place.line})` : '';
}

function nameText(event: string): string {
  return `“${ellipsis(event, 40)}”`;
}
