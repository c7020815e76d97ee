import { jsonFault } from './json-fault';
import { type JsonSpan, placeholderSpans, topSpans } from './json-spans';
import type { Field, Layer, SioPacket } from './layer';
import { count, type Ground, LayerWriter } from './open-layer';
import type { Script } from './script';
import { SIO_FIELDS } from './socketio-fields';
import { kindOf, type SioSetting } from './socketio-kinds';
import { type SioFlaw, type SioScan, scanSio } from './socketio-scan';

export interface SioDissected {
  readonly layer: Layer;
  /** Absent where the text is no Socket.IO packet. */
  readonly packet: SioPacket | undefined;
}

/** Dissects one text packet. `known` is the same packet, where it was read before: its JSON need not be read again. */
export function dissectSio(script: Script, setting: SioSetting, known: SioPacket | undefined): SioDissected {
  const { text, ground } = script;
  const scan = scanSio(text, setting.lenient, known, setting.isPartial);
  const sio = new LayerWriter('sio', 'Socket.IO packet', ground);
  const code = scan.flaw?.fatal === true ? scan.flaw.code : undefined;
  if (scan.typeEnd === 0) {
    put(sio, script, 'sio.unread', 0, text.length, text);
  } else {
    sio.add(typeField(script));
    if (code === 'sio-attachments') put(sio, script, 'sio.unread', 1, text.length, text.slice(1));
    else partFields(sio, script, scan, setting);
  }
  if (scan.flaw !== undefined) flawIssue(sio, script, scan, scan.flaw);
  return { layer: sio.close(script.start, script.end), packet: scan.packet };
}

/** Dissects one binary packet as attachment `index` (from 1) of `of`; `of` is 0 where none was announced. */
export function dissectAttachment(
  ground: Ground,
  start: number,
  end: number,
  index: number,
  of: number,
  unsure: boolean,
): Layer {
  const sio = new LayerWriter('sio', 'Socket.IO attachment', ground);
  const size = count(end - start, 'byte');
  const shown = of === 0 ? size : `${index} of ${of} · ${size}`;
  sio.field('sio.attachment', SIO_FIELDS['sio.attachment'], start, end, index, shown);
  if (of === 0 && !unsure)
    sio.issue('sio-attachment-unexpected', 'No packet announced an attachment', start, end);
  return sio.close(start, end);
}

type SioKey = keyof typeof SIO_FIELDS;

function put(sio: LayerWriter, script: Script, key: SioKey, from: number, to: number, value: unknown): void {
  if (to > from) sio.add(script.field(key, SIO_FIELDS[key], from, to, value));
}

const TYPE_NAMES: Readonly<{ [digit: string]: string }> = SIO_FIELDS['sio.type'].names;
const TYPE_TEXTS = new Map(Object.entries(TYPE_NAMES).map(([digit, name]) => [digit, `${digit} · ${name}`]));

function typeField(script: Script): Field {
  const char = script.text.charAt(0);
  // White space counts as 0.
  const value = TYPE_NAMES[char] ?? TYPE_NAMES['0'];
  const text = TYPE_TEXTS.get(char) ?? `${JSON.stringify(char)} · ${value}`;
  const { start, ground } = script;
  return {
    key: 'sio.type',
    spec: SIO_FIELDS['sio.type'],
    buffer: ground.buffer,
    start,
    end: script.place(1),
    value,
    text,
  };
}

function partFields(sio: LayerWriter, script: Script, scan: SioScan, setting: SioSetting): void {
  const { text } = script;
  const { attachmentsEnd, nspStart, nspEnd, idStart, idEnd, dataStart } = scan;
  if (nspStart > 1) {
    put(sio, script, 'sio.attachments', 1, attachmentsEnd, Number(text.slice(1, attachmentsEnd)));
    put(sio, script, 'sio.mark', attachmentsEnd, nspStart, '-');
  }
  if (nspEnd > nspStart) {
    put(sio, script, 'sio.nsp', nspStart, nspEnd, text.slice(nspStart, nspEnd));
    put(sio, script, 'sio.mark', nspEnd, idStart, ',');
  }
  if (idEnd > idStart) put(sio, script, 'sio.id', idStart, idEnd, Number(text.slice(idStart, idEnd)));
  if (dataStart < text.length) sio.add(payloadField(script, scan, setting));
}

function payloadField(script: Script, scan: SioScan, setting: SioSetting): Field {
  const { text } = script;
  const { packet, dataStart } = scan;
  const spec = SIO_FIELDS['sio.data'];
  const { length } = text;
  if (packet === undefined) return script.field('sio.data', spec, dataStart, length, text.slice(dataStart));
  const spans = topSpans(text, dataStart);
  if (spans.length === 0) return script.field('sio.data', spec, dataStart, length, packet.data);

  const punctuation = SIO_FIELDS['sio.punctuation'];
  const children: Field[] = [];
  let at = dataStart;
  for (let index = 0; index < spans.length; index += 1) {
    const span = spans[index];
    if (span === undefined) continue;
    if (span.start > at)
      children.push(script.field('sio.punctuation', punctuation, at, span.start, undefined));
    children.push(partField(script, packet, span, index, spans.length, setting));
    at = span.end;
  }
  if (length > at) children.push(script.field('sio.punctuation', punctuation, at, length, undefined));
  return script.group('sio.data', spec, dataStart, length, packet.data, children);
}

/** The `index`th element or member of the payload. */
function partField(
  script: Script,
  packet: SioPacket,
  span: JsonSpan,
  index: number,
  length: number,
  setting: SioSetting,
): Field {
  const { key, spec } = kindOf(packet, span.name, index, length, setting);
  const value = partValue(packet.data, span, index);
  // Only packets with attachments have placeholders; anywhere else it is an object that looks like one.
  const holes =
    packet.attachments === undefined ? [] : placeholderSpans(script.text, span.valueStart, span.end);
  if (holes.length === 0) return script.field(key, spec, span.start, span.end, value, span.valueStart);
  const parts: Field[] = [];
  let at = span.start;
  for (const { start, end, num } of holes) {
    if (start > at) parts.push(script.field(key, spec, at, start, script.text.slice(at, start)));
    const hole = script.field('sio.placeholder', SIO_FIELDS['sio.placeholder'], start, end, num);
    parts.push({ ...hole, text: `attachment ${num}` });
    at = end;
  }
  if (span.end > at) parts.push(script.field(key, spec, at, span.end, script.text.slice(at, span.end)));
  return script.group(key, spec, span.start, span.end, value, parts);
}

function partValue(data: unknown, span: JsonSpan, index: number): unknown {
  if (Array.isArray(data)) return data[index];
  // A name may be `__proto__`: only the payload's own members count.
  return typeof data === 'object' && data !== null && span.name !== undefined
    ? Object.getOwnPropertyDescriptor(data, span.name)?.value
    : undefined;
}

function flawIssue(sio: LayerWriter, script: Script, scan: SioScan, flaw: SioFlaw): void {
  let { start, end } = flaw;
  if (flaw.code === 'sio-json') {
    const fault = jsonFault(script.text, scan.dataStart) ?? scan.dataStart;
    // At the very end there is no character to point at: the one before it is where something is missing.
    start = Math.min(fault, script.text.length - 1);
    end = start + 1;
  }
  sio.issue(flaw.code, flaw.message, script.place(start), script.place(end), flaw.fatal ? 'error' : 'warn');
}
