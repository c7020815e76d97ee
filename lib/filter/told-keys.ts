import { one } from './entry-keys';
import type { KeyRow, Scalar } from './key';

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
  'trace.event': member('event', 'Event of the client, by the name the library gives it.'),
  'trace.detail': member('detail', 'What the client added to its event.'),
  'trace.state': member('state', 'What became of the program: started or stopped.'),
};

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
