import type { Role } from '@/lib/capture/record';
import { type ConnectionState, MAX_UNIT } from './connection-state';
import { takeUnit } from './direction';
import { dissect } from './dissect';
import { openBody } from './http-body';
import { carriesPayload, isEventStream } from './http-framing';
import { openPayload } from './http-payload';
import { engineQuery, type HttpHead } from './http-scan';
import type { AskedRequest, HttpSummary, LayerName, SseEvent, Unit, UnitContext } from './layer';
import { openSink, takePayload } from './packets';
import { afterUnknown } from './session-moment';
import { momentOf, rememberMoment } from './sessions';
import { readEvents, readLines } from './sse';

/** Takes the message in progress out of its direction; `cut` where the direction ended before it. */
export function takeHttp(state: ConnectionState, from: Role, cut: boolean): Unit {
  const direction = state[from];
  const { head, asked, content } = direction;
  const taken = takeUnit(direction);
  delete direction.head;
  delete direction.asked;
  const request = from === 'server' ? asked : undefined;
  return assembleHttp(state, { from, ...taken, cut }, head, request, content);
}

/** A message as it was cut from a stream, or as it came whole. */
export interface Taken {
  readonly from: Role;
  readonly offset: number;
  readonly wire: Uint8Array;
  readonly skipped: number;
  readonly cut: boolean;
  /** The message of an import: its body was opened before, and ends with it. */
  readonly form?: UnitContext['form'];
}

export function assembleHttp(
  state: ConnectionState,
  taken: Taken,
  head: HttpHead | undefined,
  request: AskedRequest | undefined,
  content: number,
): Unit {
  const { from, offset, wire, skipped, cut, form } = taken;
  const isRequest = from === 'client';
  const engine = isRequest ? engineQuery(head?.query ?? {}) : request?.engine;
  const target = (isRequest ? head?.target : request?.target) ?? '';
  const moment = momentOf(state, engine, target, from);
  const isImport = form !== undefined;
  const isHere = head !== undefined && (isImport || !cut);
  const isWhole = isHere && !cut && skipped === 0;
  const hasPayload = isHere && state.depth !== 'ends' && carriesPayload(head, request);
  const body = hasPayload ? openPayload(wire, head, request, isImport, !isWhole) : undefined;
  const sink = openSink(from, engine?.version ?? 4, moment, body?.isPartial);
  if (body !== undefined && body.problem === undefined && body.start < body.end) {
    sink.version = body.version;
    takePayload(sink, body.ground, body.start, body.end, body.style);
    rememberMoment(state, engine, target, sink);
  } else if (body?.problem !== undefined || body?.isPartial) {
    sink.moment = afterUnknown(moment);
    rememberMoment(state, engine, target, sink);
  }

  const events =
    isWhole && head.bodyStart < wire.length && isEventStream(head) ? eventsOf(wire, head, form) : undefined;

  const layers: LayerName[] = ['http'];
  if (events !== undefined) layers.push('sse');
  if (sink.hasEio) layers.push('eio');
  if (sink.hasSio) layers.push('sio');
  const context: UnitContext = {
    ...(request === undefined ? undefined : { request }),
    ...(moment === sink.moment && sink.packets.length === 0 ? undefined : { moment }),
    ...(form === undefined ? undefined : { form }),
    ...(body?.isPartial ? { partial: true } : undefined),
  };
  const unit: Unit = {
    from,
    offset,
    wire,
    layers,
    http: summary(
      isRequest,
      head,
      request,
      content || wire.length - (head?.bodyStart ?? wire.length) + skipped,
    ),
    packets: sink.packets,
    ...(events === undefined ? undefined : { events }),
    issues: [],
    ...(engine === undefined ? undefined : { engine }),
    ...(skipped === 0 ? undefined : { skipped }),
    ...(cut ? { cut } : undefined),
    context,
  };
  if (state.depth !== undefined) return unit;
  // Messages are few beside frames: every one is walked for its issues.
  const issues = dissect(unit).layers.flatMap((layer) => layer.issues);
  return issues.length === 0 ? unit : { ...unit, issues };
}

/** Of an event stream that came as a whole. */
function eventsOf(wire: Uint8Array, head: HttpHead, form: UnitContext['form']): SseEvent[] {
  const { ground, start, end } = openBody(wire, head, MAX_UNIT, form !== undefined);
  return readEvents(readLines(ground.bytes, start, end));
}

function summary(
  isRequest: boolean,
  head: HttpHead | undefined,
  request: AskedRequest | undefined,
  bodyLength: number,
): HttpSummary {
  const asked = isRequest ? head : request;
  return {
    kind: isRequest ? 'request' : 'response',
    method: asked?.method ?? '',
    target: asked?.target ?? '',
    ...(head?.status === undefined ? undefined : { status: head.status, reason: head.reason ?? '' }),
    headers: head?.headers ?? {},
    query: asked?.query ?? {},
    bodyLength,
  };
}
