import { utf8Text } from '@/lib/base/bytes';
import { isUtf8 } from '@/lib/base/utf8';
import type { Role } from '@/lib/capture/record';
import type { ConnectionState, Direction } from './connection-state';
import { dissect } from './dissect';
import type { Issue, LayerName, SessionMoment, Unit, UnitContext, WsSummary } from './layer';
import { openSink, type PacketSink, takeBinary, takeText } from './packets';
import { momentOf, rememberMoment } from './sessions';
import { closeCode, closeReason, type Frame, frameHead } from './websocket-frame';
import { followMessage, isMessageFrame, OPCODE, type WholeMessage } from './websocket-message';

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
  const isWhole = !cut && skipped === 0;
  const issues: Issue[] = [];
  let message: WholeMessage | undefined;
  if (isMessageFrame(frame.opcode) && frame.payload !== undefined) {
    const followed = followMessage(state, from, frame, frame.payload, isWhole);
    issues.push(...followed.issues);
    message = followed.message;
  }
  const rsv = rsvIssue(state, wire[0] ?? 0);
  if (rsv !== undefined) issues.push(rsv);

  const engine = state.upgraded?.engine;
  const target = state.upgraded?.target ?? '';
  const moment = momentOf(state, engine, target, from);
  const sink = openSink(from, engine?.version ?? 4, moment);
  const readable = message !== undefined && isReadable(message) ? message : undefined;
  if (readable !== undefined && engine !== undefined) readMessage(sink, readable, frame);
  const isSessionTouched = sink.moment !== moment || sink.packets[0]?.eio.type === 'open';
  if (isSessionTouched) rememberMoment(state, engine, target, sink);

  const layers: LayerName[] = ['ws'];
  if (readable !== undefined && engine === undefined) layers.push('data');
  if (sink.packets.length > 0) layers.push('eio');
  if (sink.hasSio) layers.push('sio');
  const unit: Unit = {
    from,
    offset,
    wire,
    layers,
    ws: summary(frame),
    packets: sink.packets,
    issues: [],
    ...(engine === undefined ? undefined : { engine }),
    ...(skipped === 0 ? undefined : { skipped }),
    ...(cut ? { cut } : undefined),
    context: contextOf(state, direction, moment, message, issues),
  };
  const isSuspect =
    sink.suspect || issues.length > 0 || !isWhole || message?.isBroken || isOdd(frame, from, message);
  if (!isSuspect) return unit;
  const found = dissect(unit).layers.flatMap((layer) => layer.issues);
  return found.length === 0 ? unit : { ...unit, issues: found };
}

/** All of it is here, and text is text. */
function isReadable({ isBroken, opcode, bytes }: WholeMessage): boolean {
  return !isBroken && (opcode !== OPCODE.text || isUtf8(bytes));
}

/** The packet of a message, where `dissect` will lay it. */
function readMessage(sink: PacketSink, message: WholeMessage, frame: Frame): void {
  const isWire = message.reassembled === undefined && message.inflated === undefined && !frame.masked;
  const masked = frame.masked && frame.length > 0 ? 1 : 0;
  const made = (message.reassembled === undefined ? 0 : 1) + (message.inflated === undefined ? 0 : 1);
  const buffer = masked + made;
  const start = isWire ? frame.header : 0;
  const end = start + message.bytes.length;
  if (message.opcode === OPCODE.binary) {
    takeBinary(sink, message.bytes, buffer, start, end);
    return;
  }
  takeText(sink, utf8Text(message.bytes), buffer, start, end);
}

/** What makes the walk worth its while: the conditions under which it finds an issue in the frame itself. */
function isOdd(frame: Frame, from: Role, message: WholeMessage | undefined): boolean {
  if (frame.masked !== (from === 'client')) return true;
  if (frame.opcode >= OPCODE.close) {
    return (
      !frame.fin ||
      frame.length > 125 ||
      frame.opcode > OPCODE.pong ||
      (frame.opcode === OPCODE.close && frame.length > 0)
    );
  }
  if (frame.opcode > OPCODE.binary || !frame.isShortest) return true;
  return message !== undefined && !isReadable(message);
}

/** RSV bits mean nothing unless an extension was agreed on (RFC 6455 §5.2). */
function rsvIssue(state: ConnectionState, first: number): Issue | undefined {
  const isControl = (first & 0x08) !== 0;
  const allowed = state.deflate !== undefined && !isControl ? 0x40 : 0;
  if (state.hasUnknownExtension || (first & 0x70 & ~allowed) === 0) return undefined;
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
  const before = direction.frameContext;
  const isPlain = message === undefined || (message.reassembled === undefined && !message.deflated);
  if (before !== undefined && before.moment === moment && isPlain && issues.length === 0) return before;
  const context: UnitContext = {
    ...(state.upgraded === undefined ? undefined : { request: state.upgraded }),
    moment,
  };
  if (isPlain && issues.length === 0) {
    direction.frameContext = context;
    return context;
  }
  return {
    ...context,
    ...(message === undefined ? undefined : { opcode: message.opcode, deflated: message.deflated }),
    ...(message?.reassembled === undefined ? undefined : { reassembled: message.reassembled }),
    ...(message?.inflated === undefined ? undefined : { inflated: message.inflated.bytes }),
    ...(message?.inflated?.problem === undefined ? undefined : { problem: message.inflated.problem }),
    ...(issues.length === 0 ? undefined : { issues }),
  };
}

function summary(frame: Frame): WsSummary {
  const { opcode, fin, masked, length } = frame;
  const code = closeCode(frame);
  return {
    opcode,
    fin,
    masked,
    payloadLength: length,
    ...(code === undefined ? undefined : { closeCode: code, closeReason: closeReason(frame) }),
  };
}
