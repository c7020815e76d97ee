import { hexText } from '@/lib/base/bytes';
import { firstMalformed, malformedIn, textAt } from '@/lib/base/utf8';
import { MAX_UNIT } from './connection-state';
import type { Walk } from './dissect';
import type { MessageProblem } from './layer';
import { utf8Issue, walkMessageContent } from './message';
import { count, type Ground, LayerWriter, preview } from './open-layer';
import { CLOSE_CODES, isSendable } from './websocket-close';
import { OPCODE_NAMES, WS_FIELDS } from './websocket-fields';
import { closeCode, closeReason, type Frame, frameHead, payloadOf } from './websocket-frame';
import { firstByte, secondByte } from './websocket-header';
import { isMessageFrame, isUnopened, OPCODE } from './websocket-message';

/** One frame, and the message that ends with it. */
export function dissectFrame(walk: Walk): void {
  const { unit } = walk;
  const { wire } = unit;
  const ground = { buffer: 0, bytes: wire };
  const frame = frameHead(wire);
  const ws = new LayerWriter('ws', 'WebSocket frame', ground);
  ws.adopt(unit.context?.issues ?? []);
  if (!frame.isHeaded) {
    ws.field('ws.part', WS_FIELDS['ws.part'], 0, wire.length, wire, hexText(wire));
    ws.issue('ws-cut', 'The connection ended inside the header of a frame', 0, wire.length);
    walk.layers.push(ws.close(0, wire.length));
    return;
  }
  headerFields(ws, ground, frame);
  headerIssues(ws, walk, frame);
  walk.layers.push(ws.close(0, wire.length));

  const plain = plainPayload(walk, ws, ground, frame);
  if (plain.start === plain.end && !isMessageFrame(frame.opcode)) return;
  if (frame.opcode === OPCODE.close) closeFields(ws, plain);
  else if (isMessageFrame(frame.opcode)) messageFields(walk, ws, plain, frame);
  else payloadLeaf(ws, plain);
}

/** A range of a buffer. */
interface Stretch {
  readonly ground: Ground;
  readonly start: number;
  readonly end: number;
}

function headerFields(ws: LayerWriter, ground: Ground, frame: Frame): void {
  const { bytes } = ground;
  const second = bytes[1] ?? 0;
  ws.add(firstByte(bytes[0] ?? 0));
  ws.add(secondByte(second, frame.length));
  const keyStart = frame.header - (frame.masked ? 4 : 0);
  if (keyStart > 2) {
    ws.field('ws.extended', WS_FIELDS['ws.extended'], 2, keyStart, frame.length, String(frame.length));
  }
  if (frame.masked) {
    const key = hexText(bytes, keyStart, frame.header);
    ws.field('ws.key', WS_FIELDS['ws.key'], keyStart, frame.header, key, key);
  }
}

function headerIssues(ws: LayerWriter, { unit }: Walk, frame: Frame): void {
  const wireEnd = unit.wire.length;
  const isControl = frame.opcode >= OPCODE.close;
  if (OPCODE_NAMES[frame.opcode] === undefined) {
    ws.issue('ws-opcode', `Opcode ${frame.opcode} is reserved: the receiver must fail`, 0, 1);
  }
  // §5.1: a server closes on a frame that is not masked, a client on one that is.
  if (!frame.masked && unit.from === 'client') ws.issue('ws-unmasked', 'A client must mask its frames', 1, 2);
  if (frame.masked && unit.from === 'server')
    ws.issue('ws-masked', 'A server must not mask its frames', 1, 2);
  if (isControl && !frame.fin) ws.issue('ws-control', 'A control frame must not be fragmented (§5.5)', 0, 1);
  if (isControl && frame.length > 125) {
    ws.issue('ws-control', 'A control frame carries 125 bytes at most (§5.5)', 1, 2);
  }
  if (!frame.isShortest) {
    ws.issue(
      'ws-length',
      'The length must be written in as few bytes as it can be',
      1,
      frame.header - (frame.masked ? 4 : 0),
    );
  }
  const kept = wireEnd - frame.header;
  if (unit.cut) {
    ws.issue(
      'ws-cut',
      `The connection ended after ${kept} of ${count(frame.length, 'byte')} of payload`,
      1,
      wireEnd,
    );
  } else if (unit.skipped !== undefined) {
    ws.issue(
      'ws-too-long',
      `${count(unit.skipped, 'byte')} of payload are not kept`,
      frame.header,
      wireEnd,
      'warn',
    );
  }
}

/** Where the payload lies as it was before the mask. The wire stays as it was: there it is a leaf. */
function plainPayload(walk: Walk, ws: LayerWriter, ground: Ground, frame: Frame): Stretch {
  const end = ground.bytes.length;
  if (!frame.masked || end === frame.header) return { ground, start: frame.header, end };
  const bytes = payloadOf(ground.bytes, frame);
  const shown = `${count(bytes.length, 'byte')}, masked`;
  ws.field('ws.payload', WS_FIELDS['ws.payload'], frame.header, end, undefined, shown);
  const unmasked = { buffer: walk.buffers.length, bytes };
  walk.buffers.push({ name: 'unmasked', bytes, source: { buffer: 0, start: frame.header, end } });
  return { ground: unmasked, start: 0, end: bytes.length };
}

function payloadLeaf(ws: LayerWriter, { ground, start, end }: Stretch, compressed = false): void {
  if (start === end) return;
  const { buffer } = ground;
  const text = `${count(end - start, 'byte')}${compressed ? ', compressed' : ''}`;
  ws.add({ key: 'ws.payload', spec: WS_FIELDS['ws.payload'], buffer, start, end, value: undefined, text });
}

function closeFields(ws: LayerWriter, { ground, start, end }: Stretch): void {
  const payload = ground.bytes.subarray(start, end);
  const code = closeCode(payload);
  const buffer = ground.buffer;
  const point = (issueCode: string, message: string, from: number, to: number) =>
    ws.adopt([{ code: issueCode, message, level: 'error', buffer, start: from, end: to }]);
  if (code === undefined) {
    payloadLeaf(ws, { ground, start, end });
    point('ws-close-code', 'A close frame has no payload, or begins with a code of two bytes', start, end);
    return;
  }
  const spec = WS_FIELDS['ws.close.code'];
  const name = CLOSE_CODES[code];
  const text = name === undefined ? String(code) : `${code} · ${name}`;
  ws.add({ key: 'ws.close.code', spec, buffer, start, end: start + 2, value: code, text });
  if (!isSendable(code)) point('ws-close-code', `Code ${code} must not be sent (§7.4.1)`, start, start + 2);
  if (end === start + 2) return;
  const reason = closeReason(payload);
  const reasonSpec = WS_FIELDS['ws.close.reason'];
  ws.add({
    key: 'ws.close.reason',
    spec: reasonSpec,
    buffer,
    start: start + 2,
    end,
    value: reason,
    text: preview(reason),
  });
  const malformed = firstMalformed(payload.subarray(2));
  if (malformed !== undefined) {
    const at = start + 2 + malformed;
    point('ws-utf8', 'The reason of a close must be UTF-8', at, at + 1);
  }
}

/** The payload of a data frame, and the message where this frame ends it. */
function messageFields(walk: Walk, ws: LayerWriter, plain: Stretch, frame: Frame): void {
  const { context } = walk.unit;
  const isPartial = context?.partial === true;
  const isHere = walk.unit.cut !== true && (isPartial || walk.unit.skipped === undefined);
  const opcode = context?.opcode ?? frame.opcode;
  const isOnly = frame.fin && frame.opcode !== OPCODE.continuation;
  let last = plain;
  if (context?.reassembled !== undefined) last = opened(walk, ws, last, 'reassembled', context.reassembled);
  if (context?.inflated !== undefined) last = opened(walk, ws, last, 'inflated', context.inflated);
  if (context?.problem !== undefined) deflateIssue(ws, plain, context.problem);
  else if (isPartial && walk.unit.skipped === undefined) longIssue(ws, plain);
  const isMessage = isHere && !isUnopened(context?.problem) && (isOnly || context?.reassembled !== undefined);
  if (!isMessage) {
    payloadLeaf(ws, last);
    return;
  }

  const { ground, start, end } = last;
  const isText = opcode === OPCODE.text;
  // A message that gave a packet has been found to be well-formed.
  const isChecked = !isText || walk.unit.packets.length > 0;
  const malformed = isChecked ? undefined : malformedIn(ground.bytes.subarray(start, end), isPartial);
  if (malformed !== undefined) {
    payloadLeaf(ws, last);
    ws.adopt([utf8Issue(ground, start + malformed)]);
    return;
  }
  if (end > start) {
    const inner = walk.unit.engine === undefined ? 'data' : 'eio';
    const text = isText ? preview(messageText(walk, last)) : count(end - start, 'byte');
    const { buffer } = ground;
    ws.add({
      key: 'ws.payload',
      spec: WS_FIELDS['ws.payload'],
      buffer,
      start,
      end,
      value: undefined,
      text,
      inner,
    });
  }
  walkMessageContent(walk, ground, start, end, !isText);
}

/** One more buffer; what it was made from is a leaf. */
function opened(
  walk: Walk,
  ws: LayerWriter,
  from: Stretch,
  name: 'reassembled' | 'inflated',
  bytes: Uint8Array,
): Stretch {
  payloadLeaf(ws, from, name === 'inflated');
  const { ground, start, end } = from;
  const buffer = walk.buffers.length;
  walk.buffers.push({ name, bytes, source: { buffer: ground.buffer, start, end } });
  return { ground: { buffer, bytes }, start: 0, end: bytes.length };
}

/** The type digit and the data, where a packet was read already. */
function messageText({ unit }: Walk, { ground, start, end }: Stretch): string {
  const data = unit.packets[0]?.eio.data;
  if (data === undefined) return textAt(ground.bytes, start, end);
  return String.fromCharCode(ground.bytes[start] ?? 0) + data;
}

function deflateIssue(ws: LayerWriter, { ground, start, end }: Stretch, problem: MessageProblem): void {
  const message = {
    broken: 'The compressed message is broken',
    cut: 'The compressed message ends too early',
    'too-long': 'The message opens to more than is kept',
    lost: 'Compressed by what an earlier message said, which was not kept whole: it cannot be opened',
  }[problem];
  const level = problem === 'broken' || problem === 'cut' ? 'error' : 'warn';
  ws.adopt([{ code: 'ws-deflate', message, level, buffer: ground.buffer, start, end }]);
}

/** Of a message in many frames: each is here, but what they make together is too long. */
function longIssue(ws: LayerWriter, { ground, start, end }: Stretch): void {
  const message = `Only the first ${count(MAX_UNIT, 'byte')} of the message are read`;
  ws.adopt([{ code: 'ws-too-long', message, level: 'warn', buffer: ground.buffer, start, end }]);
}
