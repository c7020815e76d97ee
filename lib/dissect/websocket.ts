import { hexText, utf8Text } from '@/lib/base/bytes';
import { firstMalformed } from '@/lib/base/utf8';
import type { Walk } from './dissect';
import type { Field, FieldSpec } from './layer';
import { utf8Issue, walkMessageContent } from './message';
import { count, type Ground, LayerWriter, maskedGroup, preview } from './open-layer';
import { CLOSE_CODES, isSendable } from './websocket-close';
import { closeCode, closeReason, type Frame, frameHead } from './websocket-frame';
import { isMessageFrame, OPCODE } from './websocket-message';

const SECTION = 'RFC 6455 §5.2';

export const WS_FIELDS = {
  'ws.first': {
    label: 'FIN · opcode',
    help: 'The first byte: flags, and what the payload is.',
    section: SECTION,
  },
  'ws.fin': { label: 'FIN', help: 'Set on the last frame of a message.', mask: 0x80, section: SECTION },
  'ws.rsv1': {
    label: 'RSV1',
    help: 'Set on the first frame of a compressed message, where that was agreed on.',
    mask: 0x40,
    section: SECTION,
  },
  'ws.rsv2': {
    label: 'RSV2',
    help: 'Reserved: 0 unless an extension uses it.',
    mask: 0x20,
    section: SECTION,
  },
  'ws.rsv3': {
    label: 'RSV3',
    help: 'Reserved: 0 unless an extension uses it.',
    mask: 0x10,
    section: SECTION,
  },
  'ws.opcode': {
    label: 'Opcode',
    help: 'What the payload is.',
    mask: 0x0f,
    names: { '0': 'continuation', '1': 'text', '2': 'binary', '8': 'close', '9': 'ping', '10': 'pong' },
    section: SECTION,
  },
  'ws.second': {
    label: 'Mask · length',
    help: 'The second byte: is it masked, and how long.',
    section: SECTION,
  },
  'ws.masked': {
    label: 'Masked',
    help: 'Every frame of a client is, none of a server.',
    mask: 0x80,
    section: SECTION,
  },
  'ws.length': {
    label: 'Payload length',
    help: 'Bytes of payload; 126 and 127 say that the length follows in 2 or 8 bytes.',
    mask: 0x7f,
    section: SECTION,
  },
  'ws.extended': {
    label: 'Extended length',
    help: 'The length of a payload over 125 bytes, most significant byte first.',
    section: SECTION,
  },
  'ws.key': {
    label: 'Masking key',
    help: 'Four random bytes; byte i of the payload is XORed with byte i mod 4 of them.',
    section: 'RFC 6455 §5.3',
  },
  'ws.payload': { label: 'Payload', help: 'What the frame carries.', section: SECTION },
  'ws.close.code': { label: 'Close code', help: 'Why the connection is closed.', section: 'RFC 6455 §7.4' },
  'ws.close.reason': {
    label: 'Close reason',
    help: 'The same in words, for people.',
    section: 'RFC 6455 §7.1.6',
  },
  'ws.part': {
    label: 'Header',
    help: 'The beginning of a header that never became whole.',
    section: SECTION,
  },
} as const satisfies Record<string, FieldSpec>;

const OPCODE_NAMES: Readonly<{ [code: string]: string }> = WS_FIELDS['ws.opcode'].names;

/** One frame, and the message that ends with it. */
export function dissectFrame(walk: Walk): void {
  const { unit } = walk;
  const { wire } = unit;
  const ground = { buffer: 0, bytes: wire };
  const frame = frameHead(wire);
  const ws = new LayerWriter('ws', 'WebSocket frame', ground);
  ws.adopt(unit.context?.issues ?? []);
  if (frame.payload === undefined) {
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
  if (frame.opcode === OPCODE.close) closeFields(ws, plain, frame);
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
  const [first = 0, second = 0] = ground.bytes;
  const flag = (key: 'ws.fin' | 'ws.rsv1' | 'ws.rsv2' | 'ws.rsv3', isSet: boolean) => {
    return { key, spec: WS_FIELDS[key], value: isSet, text: isSet ? '1' : '0' };
  };
  const opcode = `${OPCODE_NAMES[frame.opcode] ?? 'reserved'} (${frame.opcode})`;
  ws.add(
    maskedGroup('ws.first', WS_FIELDS['ws.first'], ground, 0, `${frame.fin ? 1 : 0} · ${opcode}`, [
      flag('ws.fin', frame.fin),
      flag('ws.rsv1', frame.rsv1),
      flag('ws.rsv2', (first & 0x20) !== 0),
      flag('ws.rsv3', (first & 0x10) !== 0),
      { key: 'ws.opcode', spec: WS_FIELDS['ws.opcode'], value: frame.opcode, text: opcode },
    ]),
  );
  const short = second & 0x7f;
  const masked = frame.masked ? 'masked' : 'not masked';
  ws.add(
    maskedGroup('ws.second', WS_FIELDS['ws.second'], ground, 1, `${masked} · ${frame.length}`, [
      { key: 'ws.masked', spec: WS_FIELDS['ws.masked'], value: frame.masked, text: masked },
      { key: 'ws.length', spec: WS_FIELDS['ws.length'], value: frame.length, text: lengthText(short) },
    ]),
  );
  const keyStart = frame.header - (frame.masked ? 4 : 0);
  if (keyStart > 2) {
    ws.field('ws.extended', WS_FIELDS['ws.extended'], 2, keyStart, frame.length, String(frame.length));
  }
  if (frame.masked) {
    const key = ground.bytes.subarray(keyStart, frame.header);
    ws.field('ws.key', WS_FIELDS['ws.key'], keyStart, frame.header, key, hexText(key));
  }
}

function lengthText(short: number): string {
  if (short < 126) return String(short);
  return short === 126 ? '126 · in the next 2 bytes' : '127 · in the next 8 bytes';
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
  const payload = frame.payload;
  if (!frame.masked || payload === undefined || payload.length === 0)
    return { ground, start: frame.header, end };
  const masked = ground.bytes.subarray(frame.header);
  ws.field(
    'ws.payload',
    WS_FIELDS['ws.payload'],
    frame.header,
    end,
    masked,
    `${count(masked.length, 'byte')}, masked`,
  );
  const unmasked = { buffer: walk.buffers.length, bytes: payload };
  walk.buffers.push({ name: 'unmasked', bytes: payload, source: { buffer: 0, start: frame.header, end } });
  return { ground: unmasked, start: 0, end: payload.length };
}

function payloadLeaf(ws: LayerWriter, { ground, start, end }: Stretch): void {
  if (start === end) return;
  const bytes = ground.bytes.subarray(start, end);
  ws.add(payload(ground, start, end, bytes, count(bytes.length, 'byte')));
}

function payload(ground: Ground, start: number, end: number, value: unknown, text: string): Field {
  return { key: 'ws.payload', spec: WS_FIELDS['ws.payload'], buffer: ground.buffer, start, end, value, text };
}

function closeFields(ws: LayerWriter, { ground, start, end }: Stretch, frame: Frame): void {
  const code = closeCode(frame);
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
  const reason = closeReason(frame);
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
  const malformed = firstMalformed(ground.bytes.subarray(start + 2, end));
  if (malformed !== undefined) {
    const at = start + 2 + malformed;
    point('ws-utf8', 'The reason of a close must be UTF-8', at, at + 1);
  }
}

/** The payload of a data frame, and the message where this frame ends it. */
function messageFields(walk: Walk, ws: LayerWriter, plain: Stretch, frame: Frame): void {
  const { context } = walk.unit;
  const isWhole = walk.unit.cut !== true && walk.unit.skipped === undefined;
  const opcode = context?.opcode ?? frame.opcode;
  const isOnly = frame.fin && frame.opcode !== OPCODE.continuation;
  const made = [context?.reassembled, context?.inflated];
  let last: Stretch = plain;
  for (const [index, bytes] of made.entries()) {
    if (bytes === undefined) continue;
    payloadLeaf(ws, last);
    const { ground, start, end } = last;
    const source = { buffer: ground.buffer, start, end };
    const name = index === 0 ? 'reassembled' : 'inflated';
    last = { ground: { buffer: walk.buffers.length, bytes }, start: 0, end: bytes.length };
    walk.buffers.push({ name, bytes, source });
  }
  if (context?.problem !== undefined) deflateIssue(ws, plain, context.problem);
  const isMessage =
    isWhole && context?.problem === undefined && (isOnly || context?.reassembled !== undefined);
  if (!isMessage) {
    payloadLeaf(ws, last);
    return;
  }

  const { ground, start, end } = last;
  const isText = opcode === OPCODE.text;
  const malformed = isText ? firstMalformed(ground.bytes.subarray(start, end)) : undefined;
  if (malformed !== undefined) {
    payloadLeaf(ws, last);
    ws.adopt([utf8Issue(ground, start + malformed)]);
    return;
  }
  const inner = walk.unit.engine === undefined ? 'data' : 'eio';
  if (end > start) {
    const bytes = ground.bytes.subarray(start, end);
    const shown = isText ? preview(utf8Text(bytes)) : count(bytes.length, 'byte');
    ws.add({ ...payload(ground, start, end, bytes, shown), inner });
  }
  walkMessageContent(walk, ground, start, end, !isText);
}

function deflateIssue(
  ws: LayerWriter,
  { ground, start, end }: Stretch,
  problem: 'broken' | 'cut' | 'too-long',
): void {
  const message = {
    broken: 'The compressed message is broken',
    cut: 'The compressed message ends too early',
    'too-long': 'The message opens to more than is kept',
  }[problem];
  ws.adopt([{ code: 'ws-deflate', message, level: 'error', buffer: ground.buffer, start, end }]);
}
