import { byteAt, type LocatedText } from '@/lib/base/utf8';
import { jsonFault } from './json-fault';
import { type JsonSpan, placeholderSpans, topSpans } from './json-spans';
import type { Field, FieldSpec, Layer, SioPacket } from './layer';
import { count, type Ground, LayerWriter, preview } from './open-layer';
import { type SioScan, scanSio } from './socketio-scan';

const SECTION = 'Socket.IO protocol §Packet encoding';

export const SIO_FIELDS = {
  'sio.type': {
    label: 'Type',
    help: 'What the packet does.',
    names: {
      '0': 'CONNECT',
      '1': 'DISCONNECT',
      '2': 'EVENT',
      '3': 'ACK',
      '4': 'CONNECT_ERROR',
      '5': 'BINARY_EVENT',
      '6': 'BINARY_ACK',
    },
    section: SECTION,
  },
  'sio.attachments': {
    label: 'Attachments',
    help: 'How many binary packets follow and belong to this one.',
    section: SECTION,
  },
  'sio.nsp': {
    label: 'Namespace',
    help: 'The channel the packet belongs to; the main one, "/", is left out.',
    section: SECTION,
  },
  'sio.id': {
    label: 'Ack id',
    help: 'Asks for an acknowledgement with this number, or is one.',
    section: SECTION,
  },
  'sio.mark': { label: 'Mark', help: 'Ends the part before it.', section: SECTION, quiet: true },
  'sio.data': { label: 'Payload', help: 'The JSON of the packet.', section: SECTION },
  'sio.punctuation': {
    label: 'Punctuation',
    help: 'Brackets, commas and white space of the JSON.',
    quiet: true,
  },
  'sio.event': { label: 'Event', help: 'The name that `emit` was called with.', section: SECTION },
  'sio.arg': {
    label: 'Argument',
    help: 'One argument of the event or the acknowledgement.',
    section: SECTION,
  },
  'sio.placeholder': {
    label: 'Placeholder',
    help: 'Stands where binary data was; `num` counts the attachments from 0.',
    section: SECTION,
  },
  'sio.sid': {
    label: 'Socket id',
    help: 'The id of the socket in this namespace: not the Engine.IO session id.',
    section: SECTION,
  },
  'sio.pid': {
    label: 'Private id',
    help: 'Secret of connection state recovery: who knows it may take up the session again.',
  },
  'sio.offset': {
    label: 'Offset',
    help: 'Connection state recovery: the id of the packet, so that a client can say up to where it has read.',
  },
  'sio.auth': {
    label: 'Auth',
    help: 'One member of the `auth` option, sent with CONNECT only.',
    section: SECTION,
  },
  'sio.message': { label: 'Message', help: 'Why the namespace refused the connection.', section: SECTION },
  'sio.member': { label: 'Member', help: 'One member of the payload.' },
  'sio.attachment': {
    label: 'Attachment',
    help: 'Binary data that belongs to the packet before it.',
    section: SECTION,
  },
  'sio.unread': { label: 'Unread', help: 'Bytes that no Socket.IO decoder would read.' },
} as const satisfies Record<string, FieldSpec>;

/** What the bytes do not tell about the packet. */
export interface SioSetting {
  /** Socket.IO 2 speaks protocol 4, which Engine.IO 3 carries. */
  readonly lenient: boolean;
  readonly fromServer: boolean;
  readonly recovering: readonly string[];
}

/** Dissects one text packet: the characters of `located` from `first` on, whose bytes begin at `base` of the ground. */
export function dissectSio(
  ground: Ground,
  base: number,
  located: LocatedText,
  first: number,
  setting: SioSetting,
): { readonly layer: Layer; readonly packet: SioPacket | undefined } {
  const text = located.text.slice(first);
  const scan = scanSio(text, setting.lenient);
  const place = (index: number) => base + byteAt(located, first + index);
  const sio = new LayerWriter('sio', 'Socket.IO packet', ground);
  const start = place(0);
  const end = place(text.length);

  const put = (key: keyof typeof SIO_FIELDS, from: number, to: number, value: unknown, shown: string) => {
    if (to > from) sio.field(key, SIO_FIELDS[key], place(from), place(to), value, shown);
  };
  const name = scan.typeEnd > 0 ? text.charAt(0) : '';
  const typeName: string | undefined = SIO_TYPE_NAMES[name.trim() === '' ? '0' : name];
  const readable =
    scan.flaw?.fatal !== true || scan.dataStart > scan.typeEnd || scan.flaw.code !== 'sio-type';

  if (typeName !== undefined && readable) put('sio.type', 0, 1, typeName, `${name} · ${typeName}`);
  if (scan.flaw?.code === 'sio-attachments' && scan.flaw.fatal) {
    put('sio.unread', 1, text.length, text.slice(1), preview(text.slice(1)));
  } else if (typeName === undefined || !readable) {
    put('sio.unread', 0, text.length, text, preview(text));
  } else {
    const attachments = text.slice(scan.typeEnd, scan.attachmentsEnd);
    put('sio.attachments', scan.typeEnd, scan.attachmentsEnd, Number(attachments), attachments);
    put('sio.mark', scan.attachmentsEnd, scan.nspStart, '-', '-');
    const nsp = text.slice(scan.nspStart, scan.nspEnd);
    put('sio.nsp', scan.nspStart, scan.nspEnd, nsp, nsp);
    put('sio.mark', scan.nspEnd, scan.idStart, ',', ',');
    const id = text.slice(scan.idStart, scan.idEnd);
    put('sio.id', scan.idStart, scan.idEnd, Number(id), id);
    if (scan.dataStart < text.length) sio.add(payloadField(ground, text, scan, place, setting));
  }
  if (scan.flaw !== undefined) {
    const flaw = scan.flaw;
    const at = flaw.code === 'sio-json' ? faultPlace(text, scan.dataStart) : flaw;
    sio.issue(flaw.code, flaw.message, place(at.start), place(at.end), flaw.fatal ? 'error' : 'warn');
  }
  return { layer: sio.close(start, end), packet: scan.packet };
}

/** Dissects one binary packet as attachment `index` (from 1) of `of`; `of` is 0 where none was announced. */
export function dissectAttachment(
  ground: Ground,
  start: number,
  end: number,
  index: number,
  of: number,
): Layer {
  const sio = new LayerWriter('sio', 'Socket.IO attachment', ground);
  const shown = of === 0 ? count(end - start, 'byte') : `${index} of ${of} · ${count(end - start, 'byte')}`;
  sio.field(
    'sio.attachment',
    SIO_FIELDS['sio.attachment'],
    start,
    end,
    ground.bytes.subarray(start, end),
    shown,
  );
  if (of === 0) {
    sio.issue('sio-attachment-unexpected', 'No packet announced an attachment', start, end);
  }
  return sio.close(start, end);
}

const SIO_TYPE_NAMES: Readonly<{ [digit: string]: string }> = SIO_FIELDS['sio.type'].names;

function payloadField(
  ground: Ground,
  text: string,
  scan: SioScan,
  place: (index: number) => number,
  setting: SioSetting,
): Field {
  const json = text.slice(scan.dataStart);
  const spec = SIO_FIELDS['sio.data'];
  const packet = scan.packet;
  const whole = {
    key: 'sio.data',
    spec,
    buffer: ground.buffer,
    start: place(scan.dataStart),
    end: place(text.length),
  };
  if (packet === undefined) return { ...whole, value: json, text: preview(json) };

  const spans = topSpans(text, scan.dataStart);
  if (spans.length === 0) return { ...whole, value: packet.data, text: preview(json) };
  const children: Field[] = [];
  const put = (
    key: string,
    childSpec: FieldSpec,
    from: number,
    to: number,
    value: unknown,
    inside?: Field[],
  ) => {
    const shown = preview(text.slice(from, to));
    const field = {
      key,
      spec: childSpec,
      buffer: ground.buffer,
      start: place(from),
      end: place(to),
      value,
      text: shown,
    };
    children.push(inside === undefined ? field : { ...field, children: inside });
  };
  let at = scan.dataStart;
  spans.forEach((span, index) => {
    if (span.start > at) put('sio.punctuation', SIO_FIELDS['sio.punctuation'], at, span.start, undefined);
    const { key, spec: childSpec } = kindOf(packet, span, index, spans.length, setting);
    const value: unknown = JSON.parse(text.slice(span.valueStart, span.end));
    put(key, childSpec, span.start, span.end, value, placeholders(ground, text, span, place, childSpec));
    at = span.end;
  });
  put('sio.punctuation', SIO_FIELDS['sio.punctuation'], at, text.length, undefined);
  return { ...whole, value: packet.data, text: preview(json), children };
}

/** What the `index`th element or member of the payload is. */
function kindOf(
  packet: SioPacket,
  span: JsonSpan,
  index: number,
  length: number,
  setting: SioSetting,
): { readonly key: string; readonly spec: FieldSpec } {
  if (span.name !== undefined) return memberKind(packet, span.name, setting);
  const isEvent = packet.type === 'EVENT' || packet.type === 'BINARY_EVENT';
  if (isEvent && index === 0) return { key: 'sio.event', spec: SIO_FIELDS['sio.event'] };
  // The adapter appends the offset to what it keeps for recovery: events without an ack id.
  const isOffset =
    isEvent && setting.fromServer && packet.id === undefined && index > 0 && index === length - 1;
  if (isOffset && setting.recovering.includes(packet.nsp) && Array.isArray(packet.data)) {
    if (typeof packet.data[index] === 'string') return { key: 'sio.offset', spec: SIO_FIELDS['sio.offset'] };
  }
  return { key: 'sio.arg', spec: argumentSpec(isEvent ? index : index + 1) };
}

function memberKind(packet: SioPacket, name: string, setting: SioSetting): { key: string; spec: FieldSpec } {
  if (packet.type === 'CONNECT') {
    if (name === 'pid') return { key: 'sio.pid', spec: SIO_FIELDS['sio.pid'] };
    if (name === 'sid' && setting.fromServer) return { key: 'sio.sid', spec: SIO_FIELDS['sio.sid'] };
    if (name === 'offset' && !setting.fromServer)
      return { key: 'sio.offset', spec: SIO_FIELDS['sio.offset'] };
    if (!setting.fromServer) return { key: `sio.auth.${name}`, spec: named(SIO_FIELDS['sio.auth'], name) };
  }
  if (packet.type === 'CONNECT_ERROR' && name === 'message') {
    return { key: 'sio.message', spec: SIO_FIELDS['sio.message'] };
  }
  return { key: `sio.data.${name}`, spec: named(SIO_FIELDS['sio.member'], name) };
}

const argumentSpecs: FieldSpec[] = [];

/** The argument's own row says which it is, counted from 1. */
function argumentSpec(n: number): FieldSpec {
  const made = argumentSpecs[n] ?? named(SIO_FIELDS['sio.arg'], String(n));
  if (n <= 16) argumentSpecs[n] = made;
  return made;
}

function named(spec: FieldSpec, name: string): FieldSpec {
  return { ...spec, label: `${spec.label} ${name}` };
}

/** The argument cut at its placeholders; `undefined` where it has none and is a leaf. */
function placeholders(
  ground: Ground,
  text: string,
  span: JsonSpan,
  place: (index: number) => number,
  spec: FieldSpec,
): Field[] | undefined {
  const found = text.startsWith('"', span.valueStart)
    ? []
    : placeholderSpans(text, span.valueStart, span.end);
  if (found.length === 0) return undefined;
  const pieces: Field[] = [];
  const put = (
    key: string,
    pieceSpec: FieldSpec,
    from: number,
    to: number,
    value: unknown,
    shown: string,
  ) => {
    if (to <= from) return;
    pieces.push({
      key,
      spec: pieceSpec,
      buffer: ground.buffer,
      start: place(from),
      end: place(to),
      value,
      text: shown,
    });
  };
  const rest = (from: number, to: number) => {
    const piece = text.slice(from, to);
    put('sio.arg', spec, from, to, piece, preview(piece));
  };
  let at = span.start;
  for (const { start, end, num } of found) {
    rest(at, start);
    put('sio.placeholder', SIO_FIELDS['sio.placeholder'], start, end, num, `attachment ${num}`);
    at = end;
  }
  rest(at, span.end);
  return pieces;
}

function faultPlace(text: string, dataStart: number): { readonly start: number; readonly end: number } {
  const fault = jsonFault(text, dataStart) ?? dataStart;
  // At the very end there is no character to point at: the one before it is where something is missing.
  const start = Math.min(fault, text.length - 1);
  return { start, end: start + 1 };
}
