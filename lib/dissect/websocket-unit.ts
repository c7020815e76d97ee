import { utf8Text } from '@/lib/base/bytes';
import { isUtf8, malformedIn, mayBeMalformed, textAt, unmaskedText } from '@/lib/base/utf8';
import type { Role } from '@/lib/capture/record';
import type { ConnectionState, Direction } from './connection-state';
import { dissect } from './dissect';
import type { Issue, LayerName, SessionMoment, Unit, UnitContext, WsSummary } from './layer';
import { openSink, type PacketSink, takeBinary, takeText } from './packets';
import { afterUnknown, CALM } from './session-moment';
import { momentOf, rememberMoment } from './sessions';
import { closeCode, closeReason, type Frame, frameHead, payloadOf } from './websocket-frame';
import { followMessage, isMessageFrame, isUnopened, OPCODE, type WholeMessage } from './websocket-message';

const NO_ISSUES: readonly Issue[] = [];

/** Takes note of one frame: the message and the session it is part of, and its packets. */
export function assembleFrame(
  state: ConnectionState,
  from: Role,
  offset: number,
  wire: Uint8Array,
  skipped: number,
  cut: boolean,
): Unit {
  const direction = state[from];
  const frame = frameHead(wire);
  const extent = cut ? 'cut' : skipped === 0 ? 'whole' : 'skipped';
  const isWhole = extent === 'whole';
  let issues = NO_ISSUES;
  let message: WholeMessage | undefined;
  const isOnly = isWhole && frame.fin && !frame.rsv1 && direction.message === undefined;
  const isOnlyText = isOnly && frame.opcode === OPCODE.text;
  if (!isOnlyText && isMessageFrame(frame.opcode) && frame.isHeaded) {
    const followed = followMessage(state, from, frame, payloadOf(wire, frame), extent);
    issues = followed.issues;
    message = followed.message;
  }
  const rsv = rsvIssue(state, wire[0] ?? 0);
  if (rsv !== undefined) issues = [...issues, rsv];

  const engine = state.upgraded?.engine;
  const target = state.upgraded?.target ?? '';
  const moment = momentOf(state, engine, target, from);
  const sink = openSink(from, engine?.version ?? 4, moment, message?.isPartial);
  const isEngine = engine !== undefined;
  const isRead = isOnlyText
    ? readText(sink, wire, frame, isEngine)
    : message !== undefined && readMessage(sink, message, frame, isEngine);
  if (
    isEngine &&
    (isUnopened(message?.inflated?.problem) || (message?.isPartial && sink.packets.length === 0))
  )
    sink.moment = afterUnknown(sink.moment);
  if (sink.moment !== moment || sink.packets[0]?.eio.type === 'open') {
    rememberMoment(state, engine, target, sink);
  }
  const context = contextOf(state, direction, moment, message, issues);
  const unit = calmUnit(from, offset, wire, frame, sink, isRead, context);
  const isUnread = !isRead && (isOnlyText || message !== undefined);
  const isPartial = message?.isPartial === true;
  if (!sink.suspect && issues.length === 0 && isWhole && !isUnread && !isPartial && !isOdd(frame, from))
    return unit;
  const odd: Unit = {
    ...unit,
    ...(skipped === 0 ? undefined : { skipped }),
    ...(cut ? { cut } : undefined),
  };
  return { ...odd, issues: dissect(odd).layers.flatMap((layer) => layer.issues) };
}

/**
 * Whether all that is told of the unit follows from its bytes and its context: one whole frame that is well-formed. What a
 * message was made of (fragments, deflated bytes) is not in its last frame, and so must be kept.
 */
export function isPlainFrame({ ws, issues, skipped, cut, context }: Unit): boolean {
  return (
    ws !== undefined &&
    ws.opcode !== OPCODE.close &&
    issues.length === 0 &&
    skipped === undefined &&
    cut === undefined &&
    context?.form === undefined &&
    context?.deflated === undefined &&
    context?.reassembled === undefined &&
    context?.problem === undefined &&
    context?.partial === undefined &&
    context?.issues === undefined
  );
}

/** A plain frame, once more from its bytes and its context. */
export function plainFrame(
  from: Role,
  offset: number,
  wire: Uint8Array,
  context: UnitContext | undefined,
): Unit {
  const frame = frameHead(wire);
  const engine = context?.request?.engine;
  const sink = openSink(from, engine?.version ?? 4, context?.moment ?? CALM);
  const isEngine = engine !== undefined;
  let isRead = false;
  if (frame.fin && frame.opcode === OPCODE.text) isRead = readText(sink, wire, frame, isEngine);
  else if (frame.fin && frame.opcode === OPCODE.binary) isRead = readBytes(sink, wire, frame, isEngine);
  return calmUnit(from, offset, wire, frame, sink, isRead, context);
}

/** A frame and its packets, where nothing is said of what is wrong with it. */
function calmUnit(
  from: Role,
  offset: number,
  wire: Uint8Array,
  frame: Frame,
  sink: PacketSink,
  isRead: boolean,
  context: UnitContext | undefined,
): Unit {
  return {
    from,
    offset,
    wire,
    layers: layersOf(sink, isRead),
    ws: summary(wire, frame),
    packets: sink.packets,
    issues: NO_ISSUES,
    engine: context?.request?.engine,
    context,
  };
}

function readBytes(sink: PacketSink, wire: Uint8Array, frame: Frame, isEngine: boolean): boolean {
  const bytes = payloadOf(wire, frame);
  const { opcode } = frame;
  const message = {
    opcode,
    bytes,
    deflated: false,
    isPartial: false,
    reassembled: undefined,
    inflated: undefined,
  };
  return readMessage(sink, message, frame, isEngine);
}

/** Text in one frame: what nearly all are. False where it is not UTF-8. */
function readText(sink: PacketSink, wire: Uint8Array, frame: Frame, isEngine: boolean): boolean {
  const { masked, header, length } = frame;
  const end = wire.length;
  const text =
    (masked ? unmaskedText(wire, header - 4, header, end) : textAt(wire, header, end)) ??
    utf8Text(payloadOf(wire, frame));
  if (mayBeMalformed(text, length) && !isUtf8(payloadOf(wire, frame))) return false;
  if (!isEngine) return true;
  if (!masked) takeText(sink, text, 0, header, end);
  else takeText(sink, text, length > 0 ? 1 : 0, length > 0 ? 0 : header, length > 0 ? length : header);
  return true;
}

/** The packet of a message, where `dissect` will lay it. False where the message cannot be read. */
function readMessage(sink: PacketSink, message: WholeMessage, frame: Frame, isEngine: boolean): boolean {
  const { bytes, opcode, isPartial, reassembled, inflated } = message;
  if (isUnopened(inflated?.problem)) return false;
  const isText = opcode === OPCODE.text;
  const text = isText ? textAt(bytes, 0, bytes.length) : '';
  if (isText && mayBeMalformed(text, bytes.length) && malformedIn(bytes, isPartial) !== undefined)
    return false;
  if (!isEngine) return true;
  const made = (reassembled === undefined ? 0 : 1) + (inflated === undefined ? 0 : 1);
  const buffer = made + (frame.masked && frame.length > 0 ? 1 : 0);
  // The range of an empty payload that was masked is where it would lie on the wire.
  const start = buffer === 0 ? frame.header : 0;
  const end = start + bytes.length;
  if (isText) takeText(sink, text, buffer, start, end);
  else takeBinary(sink, bytes, buffer, start, end);
  return true;
}

// One array for all units that have the same layers.
const WS: readonly LayerName[] = ['ws'];
const WS_DATA: readonly LayerName[] = ['ws', 'data'];
const WS_EIO: readonly LayerName[] = ['ws', 'eio'];
const WS_EIO_SIO: readonly LayerName[] = ['ws', 'eio', 'sio'];

function layersOf(sink: PacketSink, isRead: boolean): readonly LayerName[] {
  if (sink.hasSio) return WS_EIO_SIO;
  if (sink.hasEio) return WS_EIO;
  return isRead ? WS_DATA : WS;
}

/** What makes the walk worth its while: the conditions under which it finds an issue in the frame itself. */
function isOdd(frame: Frame, from: Role): boolean {
  const { opcode, masked, fin, length, isShortest } = frame;
  if (masked !== (from === 'client') || !isShortest) return true;
  if (opcode < OPCODE.close) return opcode > OPCODE.binary;
  return !fin || length > 125 || opcode > OPCODE.pong || (opcode === OPCODE.close && length > 0);
}

/** RSV bits mean nothing unless an extension was agreed on (RFC 6455 §5.2). */
function rsvIssue(state: ConnectionState, first: number): Issue | undefined {
  if ((first & 0x70) === 0 || state.hasUnknownExtension) return undefined;
  const isControl = (first & 0x08) !== 0;
  const allowed = state.deflate !== undefined && !isControl ? 0x40 : 0;
  if ((first & 0x70 & ~allowed) === 0) return undefined;
  const message = 'A reserved bit is set, and no extension gave it a meaning';
  return { code: 'ws-rsv', message, level: 'error', buffer: 0, start: 0, end: 1 };
}

/** Most frames of a connection need the same context: one object for all of them. */
function contextOf(
  state: ConnectionState,
  direction: Direction,
  moment: SessionMoment,
  message: WholeMessage | undefined,
  issues: readonly Issue[],
): UnitContext {
  const isUsual =
    issues.length === 0 &&
    (message === undefined || (message.reassembled === undefined && !message.deflated && !message.isPartial));
  const before = direction.frameContext;
  if (isUsual && before !== undefined && before.moment === moment) return before;
  const context: UnitContext = { request: state.upgraded, moment };
  if (isUsual) {
    direction.frameContext = context;
    return context;
  }
  return {
    ...context,
    opcode: message?.opcode,
    deflated: message?.deflated,
    reassembled: message?.reassembled,
    inflated: message?.inflated?.bytes,
    problem: message?.inflated?.problem,
    ...(message?.isPartial ? { partial: true } : undefined),
    issues: issues.length === 0 ? undefined : issues,
  };
}

const summaries = new Array<WsSummary | undefined>(16 << 9).fill(undefined);

function summary(wire: Uint8Array, frame: Frame): WsSummary {
  const { opcode, fin, masked, length, isHeaded } = frame;
  if (opcode !== OPCODE.close || !isHeaded) {
    if (length > 125) return { opcode, fin, masked, payloadLength: length };
    // All of it is in two bytes: one object for all frames that begin with them.
    const key = (opcode << 9) | (fin ? 0x100 : 0) | (masked ? 0x80 : 0) | length;
    const made = summaries[key] ?? { opcode, fin, masked, payloadLength: length };
    summaries[key] = made;
    return made;
  }
  const payload = payloadOf(wire, frame);
  const code = closeCode(payload);
  if (code === undefined) return { opcode, fin, masked, payloadLength: length };
  return { opcode, fin, masked, payloadLength: length, closeCode: code, closeReason: closeReason(payload) };
}
