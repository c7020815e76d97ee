import type { SourcePlace } from '@/lib/capture/record';
import { causesOf } from '@/lib/session/causes';
import { becauseOf, handlersOf, unheardOf } from '@/lib/session/chain';
import type { Entry, Link, UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import { nodeOf } from '@/lib/session/nodes';
import type { Timeline } from '@/lib/session/timeline';
import type { KeyRow, Reader, Scalar } from './key';

/** What programs told of the packets on the wire: which line sent them, who heard them, and what came of it. */
export const CAUSE_KEYS: Readonly<Record<string, KeyRow>> = {
  node: {
    type: 'number',
    help: 'Which of several nodes of the server it concerns, from 1; absent where there is one.',
    noun: 'a node',
    equal: 'of node',
    some: (entry, timeline, holds) => {
      const node = nodeOf(timeline, entry);
      return node !== undefined && holds(node);
    },
  },
  link: {
    type: 'name',
    help: 'How it belongs with another entry; on both of them.',
    noun: 'a link',
    equal: 'joined by',
    present: 'joined with another entry',
    names: linkNames(),
    some: (entry, timeline, holds) => linksOf(timeline, entry.n).some(({ kind }) => holds(kind)),
  },
  sent: {
    type: 'text',
    help: 'The line that sent a packet of it, as file:line.',
    noun: 'a line that sent it',
    equal: 'sent by line',
    some: sentBy(({ file, line }) => `${file}:${line}`),
  },
  'sent.file': {
    type: 'text',
    help: 'File of the line that sent a packet of it.',
    noun: 'a file that sent it',
    equal: 'sent by file',
    some: sentBy(({ file }) => file),
  },
  'sent.line': {
    type: 'number',
    help: 'Number of the line that sent a packet of it.',
    noun: 'a line that sent it',
    equal: 'sent by line',
    some: sentBy(({ line }) => line),
  },
  handler: {
    type: 'text',
    help: 'Where a function was registered that was called with a packet of it, as file:line.',
    noun: 'a handler',
    equal: 'handled at',
    some: handledAt(({ file, line }) => `${file}:${line}`),
  },
  'handler.file': {
    type: 'text',
    help: 'File in which a function was registered that was called with a packet of it.',
    noun: 'a handler in a file',
    equal: 'handled in file',
    present: 'with a handler',
    some: handledAt(({ file }) => file),
  },
  'handler.line': {
    type: 'number',
    help: 'Line on which a function was registered that was called with a packet of it.',
    noun: 'a handler on a line',
    equal: 'handled at line',
    present: 'with a handler',
    some: handledAt(({ line }) => line),
  },
  'handler.side': {
    type: 'text',
    help: 'Whose program called a function with a packet of it: server, or a client by name.',
    noun: 'a handler of',
    equal: 'handled by',
    present: 'with a handler',
    some: unit((entry, timeline, holds) => handlersOf(timeline, entry.n).some(({ side }) => holds(side))),
  },
  because: {
    type: 'number',
    help: 'Number of the entry in whose handling a packet of it was sent.',
    noun: 'a cause',
    equal: 'sent because of entry',
    present: 'sent because of another entry',
    some: unit((entry, timeline, holds) =>
      entry.unit.packets.some((_packet, place) => {
        const cause = becauseOf(timeline, entry.n, place);
        return cause !== undefined && holds(cause.n);
      }),
    ),
  },
  unheard: {
    type: 'text',
    help: 'Name of an event that nobody listened to; of its packet, and of the trace that told so.',
    noun: 'an event nobody listened to',
    equal: 'of unheard event',
    some: (entry, timeline, holds) => unheardNames(entry, timeline).some(holds),
  },
  buffered: {
    type: 'time',
    help: "How long an emit waited in the client's buffer; of the emit, and of the packet it became.",
    noun: 'an emit that waited',
    equal: 'with an emit that waited',
    present: 'with an emit that waited in a buffer',
    some: (entry, timeline, holds) =>
      linksOf(timeline, entry.n).some(({ kind, took }) => kind === 'buffered' && holds(took)),
  },
};

function unit(
  read: (entry: UnitEntry, timeline: Timeline, holds: (value: Scalar) => boolean) => boolean,
): Reader {
  return (entry, timeline, holds) => entry.kind === 'unit' && read(entry, timeline, holds);
}

function sentBy(read: (place: SourcePlace) => Scalar): Reader {
  return unit((entry, timeline, holds) =>
    causesOf(timeline, entry.n).some(({ place }) => holds(read(place))),
  );
}

function handledAt(read: (place: SourcePlace) => Scalar): Reader {
  return unit((entry, timeline, holds) =>
    handlersOf(timeline, entry.n).some(({ place }) => place !== undefined && holds(read(place))),
  );
}

function unheardNames(entry: Entry, timeline: Timeline): string[] {
  if (entry.kind === 'trace') {
    const { event } = entry.record;
    return event.kind === 'unheard' ? [event.event] : [];
  }
  if (entry.kind !== 'unit') return [];
  return entry.unit.packets.flatMap((_packet, place) => {
    const teller = timeline.entries.nth(unheardOf(timeline, entry.n, place) ?? 0);
    return teller ? unheardNames(teller, timeline) : [];
  });
}

function linkNames(): { readonly [kind in Link['kind']]: string } {
  return {
    response: 'response',
    ack: 'ack',
    pong: 'pong',
    probe: 'probe',
    connect: 'connect',
    attachment: 'attachment',
    fanout: 'fanout',
    because: 'because',
    buffered: 'buffered',
  };
}
