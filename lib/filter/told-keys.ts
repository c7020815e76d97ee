import type { TraceEvent } from '@/lib/capture/record';
import { one } from './entry-keys';
import type { KeyRow, Reader, Scalar } from './key';

/** What never was on the wire: told by a program, or done to the wire. */
export const TOLD_KEYS: Readonly<Record<string, KeyRow>> = {
  fault: {
    type: 'text',
    help: 'Name of a fault that was set, cleared, or acted on the wire.',
    noun: 'a fault',
    equal: 'of fault',
    some: one((entry) => (entry.kind === 'fault' ? entry.record.fault : undefined)),
  },
  'fault.state': {
    type: 'name',
    help: 'What became of the fault.',
    noun: 'a fault',
    names: { set: 'set', cleared: 'cleared', acted: 'acted' },
    some: one((entry) => (entry.kind === 'fault' ? entry.record.state : undefined)),
  },
  'fault.direction': {
    type: 'name',
    help: 'Of a fault that acted on one direction of the wire: which, as the client sees it.',
    noun: 'a fault',
    equal: 'with a fault on the way',
    present: 'with a fault on one way',
    names: { up: 'up', down: 'down' },
    some: one((entry) => (entry.kind === 'fault' ? entry.record.direction : undefined)),
  },
  'fault.detail': {
    type: 'text',
    help: 'What was done to whom, in a sentence.',
    noun: 'fault detail',
    some: one((entry) => (entry.kind === 'fault' ? entry.record.detail : undefined)),
  },
  'close.by': {
    type: 'name',
    help: 'Who closed a connection first; fault where the wire was cut.',
    noun: 'a close',
    equal: 'closed by',
    names: { client: 'client', server: 'server', fault: 'fault' },
    some: one((entry) => (entry.kind === 'close' ? entry.by : undefined)),
  },
  'close.how': {
    type: 'name',
    help: 'How a connection was closed: with FIN in order, with RST at once.',
    noun: 'a close',
    equal: 'closed with',
    names: { fin: 'fin', rst: 'rst' },
    some: one((entry) => (entry.kind === 'close' ? entry.how : undefined)),
  },
  gap: {
    type: 'number',
    help: 'How many records were lost there.',
    noun: 'a gap',
    equal: 'with a gap of',
    some: one((entry) => (entry.kind === 'gap' ? entry.lost : undefined)),
  },
  trace: {
    type: 'name',
    help: 'What a program told: that it logged, threw, joined a room and the like.',
    noun: 'a trace',
    equal: 'of trace',
    names: {
      program: 'program',
      log: 'log',
      exception: 'exception',
      socket: 'socket',
      room: 'room',
      unheard: 'unheard',
      unsent: 'unsent',
      retry: 'retry',
      queued: 'queued',
      client: 'client',
    },
    some: one((entry) => (entry.kind === 'trace' ? entry.record.event.kind : undefined)),
  },
  'trace.side': {
    type: 'text',
    help: 'Whose program told it: server, or a client by name.',
    noun: 'a trace from',
    some: one((entry) => (entry.kind === 'trace' ? entry.record.side : undefined)),
  },
  'trace.file': place('file', 'File of the line that caused it.'),
  'trace.line': place('line', 'Number of the line that caused it.'),
  'trace.text': member('text', 'What was logged.'),
  'trace.level': member('level', 'How it was logged: log, info, warn, error or debug.'),
  'trace.name': member('name', 'Name of an exception.'),
  'trace.message': member('message', 'Message of an exception.'),
  'trace.phase': member('phase', 'When an exception came: parse, start, turn, rejection or limit.'),
  'trace.action': member('action', 'What became of a socket or a room.'),
  'trace.nsp': member('nsp', 'Namespace of a socket or a room.'),
  'trace.room': member('room', 'Name of a room.'),
  'trace.socket': member('socket', 'Id of a Socket.IO socket.'),
  'trace.sid': member('sid', 'Engine.IO session that a socket rides on.'),
  'trace.reason': member('reason', 'Why a socket was disconnected.'),
  'trace.source': member('source', 'Part of the client that tells: manager, socket or engine.'),
  'trace.event': member('event', 'Event of the client, by the name the library gives it; or of an emit.'),
  'trace.detail': member('detail', 'What the client added to its event.'),
  'trace.state': member('state', 'What became of the program: started or stopped.'),
  unsent: {
    type: 'name',
    help: 'What became of an emit that is not on the wire: it waits, it was dropped, there was nobody to send it to.',
    noun: 'an emit that is not on the wire',
    equal: 'of an emit with fate',
    names: { buffered: 'buffered', dropped: 'dropped', nobody: 'nobody' },
    some: told('unsent', ({ fate }, holds) => holds(fate)),
  },
  'unsent.event': {
    type: 'text',
    help: 'Name of an event that was emitted and is not on the wire.',
    noun: 'an unsent event',
    equal: 'of unsent event',
    some: told('unsent', ({ event }, holds) => holds(event)),
  },
  'unsent.room': {
    type: 'text',
    help: 'A room that an emit to nobody was for.',
    noun: 'a room an unsent emit was for',
    equal: 'with an unsent emit for room',
    some: told('unsent', ({ rooms = [] }, holds) => rooms.some(holds)),
  },
  'unsent.volatile': {
    type: 'flag',
    help: 'The emit was volatile: it may be lost.',
    noun: 'volatile',
    present: 'with a volatile emit that is not on the wire',
    some: told('unsent', ({ volatile = false }, holds) => holds(volatile)),
  },
  retry: {
    type: 'number',
    help: 'Which attempt to connect again the Manager waits for, from 1.',
    noun: 'a retry',
    equal: 'of retry',
    some: told('retry', ({ attempt }, holds) => holds(attempt)),
  },
  'retry.delay': {
    type: 'time',
    help: 'How long the Manager waits before it tries again.',
    noun: 'a retry that waits',
    equal: 'with a retry that waits',
    present: 'with a retry',
    some: told('retry', ({ delayMs }, holds) => holds(delayMs * 1000)),
  },
  queued: {
    type: 'time',
    help: 'How long the browser kept a request back: it opens at most six connections to one origin.',
    noun: 'a request kept back',
    equal: 'with a request kept back',
    present: 'with a request that the browser kept back',
    some: told('queued', ({ ms }, holds) => holds(ms * 1000)),
  },
};

function told<K extends TraceEvent['kind']>(
  kind: K,
  some: (event: Extract<TraceEvent, { kind: K }>, holds: (value: Scalar) => boolean) => boolean,
): Reader {
  const isOne = (event: TraceEvent): event is Extract<TraceEvent, { kind: K }> => event.kind === kind;
  return (entry, _timeline, holds) =>
    entry.kind === 'trace' && isOne(entry.record.event) && some(entry.record.event, holds);
}

function member(name: string, help: string): KeyRow {
  return {
    type: 'any',
    help,
    noun: `trace ${name}`,
    some: one((entry) => (entry.kind === 'trace' ? scalarAt(entry.record.event, name) : undefined)),
  };
}

function place(name: string, help: string): KeyRow {
  const read = (event: object): Scalar | undefined => {
    const found: unknown = Reflect.get(event, 'place');
    return typeof found === 'object' && found !== null ? scalarAt(found, name) : undefined;
  };
  return {
    type: 'any',
    help,
    noun: `trace ${name}`,
    some: one((entry) => (entry.kind === 'trace' ? read(entry.record.event) : undefined)),
  };
}

function scalarAt(holder: object, name: string): Scalar | undefined {
  const value: unknown = Reflect.get(holder, name);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
