import type { Received, SourcePlace, TraceEvent } from './record';
import {
  isAmount,
  isCount,
  isFlag,
  isObject,
  isText,
  isTexts,
  object,
  oneOf,
  optional,
  type Shape,
} from './shape';

type EventOf<K extends TraceEvent['kind']> = Extract<TraceEvent, { kind: K }>;

const isPlace = object<SourcePlace>({ file: isText, line: isCount, column: optional(isCount) });

const isReceived = object<Received>({ sid: isText, ordinal: isCount });

const KINDS: { readonly [K in TraceEvent['kind']]: Shape<EventOf<K>> } = {
  program: object<EventOf<'program'>>({
    kind: oneOf('program'),
    state: oneOf('started', 'stopped'),
    run: isCount,
  }),
  log: object<EventOf<'log'>>({
    kind: oneOf('log'),
    level: oneOf('log', 'info', 'warn', 'error', 'debug'),
    text: isText,
    place: optional(isPlace),
  }),
  exception: object<EventOf<'exception'>>({
    kind: oneOf('exception'),
    phase: oneOf('parse', 'start', 'turn', 'rejection', 'limit'),
    name: isText,
    message: isText,
    place: optional(isPlace),
    stack: optional(isText),
  }),
  socket: object<EventOf<'socket'>>({
    kind: oneOf('socket'),
    action: oneOf('connection', 'disconnect'),
    nsp: isText,
    socket: isText,
    sid: isText,
    reason: optional(isText),
  }),
  room: object<EventOf<'room'>>({
    kind: oneOf('room'),
    action: oneOf('create', 'join', 'leave', 'delete'),
    nsp: isText,
    room: isText,
    socket: optional(isText),
    place: optional(isPlace),
  }),
  sent: object<EventOf<'sent'>>({
    kind: oneOf('sent'),
    sid: isText,
    ordinal: isCount,
    place: isPlace,
    because: optional(isReceived),
  }),
  handler: object<EventOf<'handler'>>({
    kind: oneOf('handler'),
    of: oneOf('event', 'ack'),
    event: isText,
    nsp: isText,
    packet: isReceived,
    place: optional(isPlace),
  }),
  unheard: object<EventOf<'unheard'>>({
    kind: oneOf('unheard'),
    event: isText,
    nsp: isText,
    packet: isReceived,
  }),
  unsent: object<EventOf<'unsent'>>({
    kind: oneOf('unsent'),
    fate: oneOf('buffered', 'dropped', 'nobody'),
    event: isText,
    nsp: isText,
    sid: optional(isText),
    rooms: optional(isTexts),
    volatile: optional(isFlag),
    place: optional(isPlace),
  }),
  retry: object<EventOf<'retry'>>({ kind: oneOf('retry'), attempt: isCount, delayMs: isAmount }),
  queued: object<EventOf<'queued'>>({ kind: oneOf('queued'), path: isText, ms: isAmount }),
  client: object<EventOf<'client'>>({
    kind: oneOf('client'),
    source: oneOf('manager', 'socket', 'engine'),
    event: isText,
    detail: optional(isText),
    nsp: optional(isText),
  }),
};

const shapes: ReadonlyMap<unknown, Shape<TraceEvent>> = new Map(Object.entries(KINDS));

export const isTraceEvent: Shape<TraceEvent> = (value): value is TraceEvent =>
  isObject(value) && shapes.get(value.kind)?.(value) === true;
