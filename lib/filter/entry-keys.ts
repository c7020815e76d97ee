import { wireLength } from '@/lib/dissect/wire-length';
import type { Entry, Link } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { KeyRow, Reader, Scalar } from './key';

/** What every entry has, and what the session knows of it. */
export const ENTRY_KEYS = {
  n: {
    type: 'number',
    help: 'Number of the entry, from 1.',
    noun: 'a number',
    some: one((entry) => entry.n),
  },
  at: {
    type: 'time',
    help: 'When its last byte was seen, since its run began.',
    noun: 'a time',
    some: ({ n }, { entries }, holds) => holds(entries.timeInRun(n)),
  },
  run: {
    type: 'number',
    ofShape: true,
    help: 'Which run of the program it belongs to; 0 before the first.',
    noun: 'a run',
    equal: 'of run',
    some: one((entry) => entry.run),
  },
  kind: {
    type: 'name',
    ofShape: true,
    help: 'What the entry is: a unit on the wire, an opened or closed connection, a trace, a fault or a gap.',
    noun: 'a kind',
    equal: 'of kind',
    names: { unit: 'unit', open: 'open', close: 'close', trace: 'trace', fault: 'fault', gap: 'gap' },
    some: one((entry) => entry.kind),
  },
  conn: {
    type: 'number',
    ofShape: true,
    help: 'Number of the connection it belongs to.',
    noun: 'a connection',
    equal: 'on connection',
    some: one(connOf),
  },
  client: {
    type: 'text',
    ofShape: true,
    help: 'The client it concerns, whichever way it goes.',
    noun: 'a client',
    equal: 'of client',
    some: one(clientOf),
  },
  from: {
    type: 'text',
    ofShape: true,
    help: 'Who sent it: a client by name, or server.',
    noun: 'a sender',
    equal: 'from',
    some: one((entry) => entry.from),
  },
  to: {
    type: 'text',
    ofShape: true,
    help: 'Whom it went to: a client by name, or server.',
    noun: 'a receiver',
    equal: 'to',
    some: one((entry) => entry.to),
  },
  sid: {
    type: 'text',
    ofShape: true,
    help: 'Engine.IO session it belongs to.',
    noun: 'an Engine.IO session',
    equal: 'of session',
    some: one((entry) => (entry.kind === 'unit' ? entry.sid : undefined)),
  },
  transport: {
    type: 'name',
    ofShape: true,
    help: 'The road that the session takes with it.',
    noun: 'a transport',
    equal: 'over',
    names: { polling: 'polling', websocket: 'websocket' },
    some: one((entry) => (entry.kind === 'unit' ? entry.transport : undefined)),
  },
  bytes: {
    type: 'size',
    help: 'How long it is on the wire.',
    noun: 'bytes',
    bare: true,
    some: one((entry) => (entry.kind === 'unit' ? wireLength(entry.unit) : undefined)),
  },
  rtt: {
    type: 'time',
    help: 'How long an answer took, on the question and on the answer: responses, acks, pongs, probes, CONNECT.',
    noun: 'a round trip',
    some: took(({ kind }) => ANSWERS.has(kind)),
  },
  'sio.ack.rtt': {
    type: 'time',
    help: 'How long an acknowledgement took, on the event and on the ack.',
    noun: 'an ack that took',
    equal: 'with an ack that took',
    present: 'with an ack that came',
    some: took((link) => link.kind === 'ack'),
  },
  issue: {
    type: 'text',
    ofShape: true,
    help: 'Code of a fault found in the bytes.',
    noun: 'an issue',
    some: (entry, _timeline, holds) =>
      entry.kind === 'unit' && entry.unit.issues.some(({ code }) => holds(code)),
  },
  'issue.level': {
    type: 'name',
    ofShape: true,
    help: 'How bad a fault found in the bytes is.',
    noun: 'an issue of level',
    present: 'with an issue',
    names: { note: 'note', warn: 'warn', error: 'error' },
    some: (entry, _timeline, holds) =>
      entry.kind === 'unit' && entry.unit.issues.some(({ level }) => holds(level)),
  },
} as const satisfies Record<string, KeyRow>;

export function one(read: (entry: Entry) => Scalar | undefined): Reader {
  return (entry, _timeline, holds) => {
    const value = read(entry);
    return value !== undefined && holds(value);
  };
}

/** The other links join what belongs together, but is no question with its answer. */
const ANSWERS: ReadonlySet<string> = new Set(['response', 'ack', 'pong', 'probe', 'connect']);

function took(counts: (link: Link) => boolean): Reader {
  return (entry, timeline, holds) =>
    entry.kind === 'unit' && linksOf(timeline, entry.n).some((link) => counts(link) && holds(link.took));
}

function connOf(entry: Entry): number | undefined {
  if (entry.kind === 'trace' || entry.kind === 'gap') return undefined;
  return entry.kind === 'fault' ? entry.record.conn : entry.conn;
}

function clientOf({ from, to }: Entry): string | undefined {
  if (from !== 'server') return from;
  return to === 'server' ? undefined : to;
}
