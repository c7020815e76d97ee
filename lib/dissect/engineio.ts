import { decodeBase64 } from '@/lib/base/base64';
import { byteAt, type LocatedText, locateText } from '@/lib/base/utf8';
import type { Role } from '@/lib/capture/record';
import { jsonFault } from './json-fault';
import { topSpans } from './json-spans';
import type { EioPacket, Field, FieldSpec, Layer, NamedBuffer, SessionMoment } from './layer';
import { count, type Ground, LayerWriter, preview } from './open-layer';
import { isOdd, missingKey, readPacket, SEPARATOR } from './packets';
import { afterPacket } from './session-moment';
import { dissectAttachment, dissectSio } from './socketio';

const SECTION = 'Engine.IO protocol §Packet encoding';
const HANDSHAKE = 'Engine.IO protocol §Handshake';

export const EIO_FIELDS = {
  'eio.separator': {
    label: 'Separator',
    help: 'U+001E, between the packets of one HTTP body.',
    section: 'Engine.IO protocol §Payload encoding',
    quiet: true,
  },
  'eio.type': {
    label: 'Type',
    help: 'What the packet does.',
    names: {
      '0': 'open',
      '1': 'close',
      '2': 'ping',
      '3': 'pong',
      '4': 'message',
      '5': 'upgrade',
      '6': 'noop',
      b: 'message, base64',
    },
    section: SECTION,
  },
  'eio.data': { label: 'Data', help: 'What the packet carries, as text.', section: SECTION },
  'eio.base64': { label: 'Base64', help: 'Binary data, written as text for HTTP.', section: SECTION },
  'eio.binary': { label: 'Binary data', help: 'A message of bytes; it needs no type.', section: SECTION },
  'eio.open.sid': {
    label: 'Session id',
    help: 'Names the session in every later request: a secret of this client.',
    section: HANDSHAKE,
  },
  'eio.open.upgrades': {
    label: 'Upgrades',
    help: 'Transports that the client may move the session to.',
    section: HANDSHAKE,
  },
  'eio.open.pingInterval': {
    label: 'Ping interval',
    help: 'Milliseconds from the pong to the next ping.',
    section: HANDSHAKE,
  },
  'eio.open.pingTimeout': {
    label: 'Ping timeout',
    help: 'Milliseconds that a pong may take before the session is given up.',
    section: HANDSHAKE,
  },
  'eio.open.maxPayload': {
    label: 'Max payload',
    help: 'Bytes that the client puts into one polling request at most.',
    section: HANDSHAKE,
  },
  'eio.open.member': { label: 'Member', help: 'A key the protocol does not name.' },
  'eio.punctuation': {
    label: 'Punctuation',
    help: 'Brackets, commas and white space of the JSON.',
    quiet: true,
  },
  'eio.unread': { label: 'Unread', help: 'Bytes that no Engine.IO parser would read.' },
} as const satisfies Record<string, FieldSpec>;

type OpenKey = 'sid' | 'upgrades' | 'pingInterval' | 'pingTimeout' | 'maxPayload';

/** The packets of one unit on their way to layers. */
export interface EioWalk {
  readonly from: Role;
  readonly version: 3 | 4;
  moment: SessionMoment;
  readonly buffers: NamedBuffer[];
  readonly layers: Layer[];
}

/** A payload of packets joined by U+001E. */
export function walkPayload(walk: EioWalk, ground: Ground, from: number, to: number): void {
  let start = from;
  for (;;) {
    const next = ground.bytes.indexOf(SEPARATOR, start);
    const isLast = next === -1 || next >= to;
    const end = isLast ? to : next;
    const isRead = walkText(walk, ground, start, end, start > from);
    if (isLast) return;
    if (!isRead) {
      leaveUnread(walk, ground, end, to);
      return;
    }
    start = end + 1;
  }
}

/** One text packet at [start, end). `separated`: the separator before it is its first field. False where it is none. */
export function walkText(
  walk: EioWalk,
  ground: Ground,
  start: number,
  end: number,
  separated = false,
): boolean {
  const eio = new LayerWriter('eio', 'Engine.IO packet', ground);
  const from = separated ? start - 1 : start;
  if (separated) eio.field('eio.separator', EIO_FIELDS['eio.separator'], from, start, '\u001e', 'U+001E');
  const located = locateText(ground.bytes.subarray(start, end));
  if (located.text.startsWith('b')) {
    walkBase64(walk, eio, ground, located, start, end, from);
    return true;
  }
  const packet = readPacket(located.text);
  if (packet === undefined) {
    const message =
      start === end
        ? 'A packet cannot be empty'
        : `There is no packet type ${JSON.stringify(located.text.charAt(0))}`;
    if (end > start) {
      eio.field('eio.unread', EIO_FIELDS['eio.unread'], start, end, located.text, preview(located.text));
    }
    const place = Math.min(start, Math.max(0, ground.bytes.length - 1));
    eio.issue('eio-type', message, place, Math.min(place + 1, ground.bytes.length));
    walk.layers.push(eio.close(from, end));
    return false;
  }

  const digit = located.text.charAt(0);
  eio.field('eio.type', EIO_FIELDS['eio.type'], start, start + 1, packet.type, `${digit} · ${packet.type}`);
  if (isOdd(packet, walk.from, walk.version)) oddity(walk, eio, packet, start, end);
  if (packet.type === 'message') {
    walkMessage(walk, eio, packet, ground, located, start, end, from);
    return true;
  }
  if (packet.handshake !== undefined) eio.add(openField(ground, located, start, packet));
  else if (packet.data !== undefined) textData(eio, packet.data, start + 1, end);
  walk.layers.push(eio.close(from, end));
  return true;
}

/** One binary packet at [start, end): a message without type. */
export function walkBinary(walk: EioWalk, ground: Ground, start: number, end: number): void {
  const eio = new LayerWriter('eio', 'Engine.IO packet', ground);
  walk.layers.push(binaryFields(walk, eio, ground, start, end, start));
  attachment(walk, ground, start, end);
}

function walkMessage(
  walk: EioWalk,
  eio: LayerWriter,
  packet: EioPacket,
  ground: Ground,
  located: LocatedText,
  start: number,
  end: number,
  from: number,
): void {
  const data = packet.data ?? '';
  if (walk.moment.awaiting > 0) {
    const { awaiting, announced } = walk.moment;
    const message = `${awaiting} of ${count(announced, 'attachment')} did not come: text where a binary packet must follow`;
    eio.issue('sio-attachment-missing', message, start, end);
  }
  const setting = {
    lenient: walk.version === 3,
    fromServer: walk.from === 'server',
    recovering: walk.moment.recovering,
  };
  const maySpeakSio = !walk.moment.plain || data.startsWith('0');
  const sio = maySpeakSio ? dissectSio(ground, start, located, 1, setting) : undefined;
  const speaksSio = sio !== undefined && (!walk.moment.plain || sio.packet !== undefined);
  if (!speaksSio) {
    if (data !== '') textData(eio, data, start + 1, end);
    walk.layers.push(eio.close(from, end));
    return;
  }
  if (data !== '') {
    eio.covered('eio.data', EIO_FIELDS['eio.data'], start + 1, end, data, preview(data), 'sio');
  }
  walk.moment = afterPacket(walk.moment, packet, sio.packet, walk.from);
  walk.layers.push(eio.close(from, end), sio.layer);
}

function walkBase64(
  walk: EioWalk,
  eio: LayerWriter,
  ground: Ground,
  located: LocatedText,
  start: number,
  end: number,
  from: number,
): void {
  const { bytes, canonical } = decodeBase64(located.text.slice(1));
  eio.field('eio.type', EIO_FIELDS['eio.type'], start, start + 1, 'message', 'b · message, base64');
  if (end > start + 1) {
    eio.field('eio.base64', EIO_FIELDS['eio.base64'], start + 1, end, bytes, count(bytes.length, 'byte'));
  }
  if (!canonical) {
    eio.issue('eio-base64', 'Not whole base64: a receiver skips what it cannot read', start, end, 'warn');
  }
  const decoded = { buffer: walk.buffers.length, bytes };
  walk.buffers.push({ name: 'decoded', bytes, source: { buffer: ground.buffer, start: start + 1, end } });
  if (walk.moment.plain && bytes.length > 0) {
    eio.add({
      key: 'eio.binary',
      spec: EIO_FIELDS['eio.binary'],
      buffer: decoded.buffer,
      start: 0,
      end: bytes.length,
      value: bytes,
      text: count(bytes.length, 'byte'),
    });
  }
  walk.layers.push(eio.close(from, end));
  attachment(walk, decoded, 0, bytes.length);
}

function binaryFields(
  walk: EioWalk,
  eio: LayerWriter,
  ground: Ground,
  start: number,
  end: number,
  from: number,
): Layer {
  const bytes = ground.bytes.subarray(start, end);
  const shown = count(bytes.length, 'byte');
  const spec = EIO_FIELDS['eio.binary'];
  if (walk.moment.plain) eio.field('eio.binary', spec, start, end, bytes, shown);
  else eio.covered('eio.binary', spec, start, end, bytes, shown, 'sio');
  return eio.close(from, end);
}

function attachment(walk: EioWalk, ground: Ground, start: number, end: number): void {
  if (walk.moment.plain) return;
  const { awaiting, announced } = walk.moment;
  const of = awaiting === 0 ? 0 : announced;
  walk.layers.push(dissectAttachment(ground, start, end, announced - awaiting + 1, of));
  walk.moment = afterPacket(walk.moment, { type: 'message', binary: ground.bytes }, undefined, walk.from);
}

function textData(eio: LayerWriter, data: string, start: number, end: number): void {
  eio.field('eio.data', EIO_FIELDS['eio.data'], start, end, data, preview(JSON.stringify(data)));
}

function openField(ground: Ground, located: LocatedText, base: number, packet: EioPacket): Field {
  const { text } = located;
  const place = (index: number) => base + byteAt(located, index);
  const children: Field[] = [];
  const put = (key: string, spec: FieldSpec, from: number, to: number, value: unknown, shown: string) => {
    if (to > from)
      children.push({
        key,
        spec,
        buffer: ground.buffer,
        start: place(from),
        end: place(to),
        value,
        text: shown,
      });
  };
  const punctuation = (from: number, to: number) =>
    put('eio.punctuation', EIO_FIELDS['eio.punctuation'], from, to, undefined, text.slice(from, to));
  let at = 1;
  for (const span of topSpans(text, 1)) {
    punctuation(at, span.start);
    const name = span.name ?? '';
    const json = text.slice(span.valueStart, span.end);
    const spec = isOpenKey(name)
      ? EIO_FIELDS[`eio.open.${name}`]
      : { ...EIO_FIELDS['eio.open.member'], label: name };
    put(`eio.open.${name}`, spec, span.start, span.end, JSON.parse(json), preview(json));
    at = span.end;
  }
  punctuation(at, text.length);
  const spec = EIO_FIELDS['eio.data'];
  const place0 = { key: 'eio.data', spec, buffer: ground.buffer, start: place(1), end: place(text.length) };
  return { ...place0, value: packet.handshake, text: preview(packet.data ?? ''), children };
}

function isOpenKey(name: string): name is OpenKey {
  return ['sid', 'upgrades', 'pingInterval', 'pingTimeout', 'maxPayload'].includes(name);
}

/** Says what `isOdd` saw. */
function oddity(walk: EioWalk, eio: LayerWriter, packet: EioPacket, start: number, end: number): void {
  const sender = walk.from === 'client' ? 'A client' : 'A server';
  if (packet.type === 'open' && walk.from === 'server') {
    const missing = packet.handshake && missingKey(packet.handshake, walk.version);
    if (missing !== undefined) {
      eio.issue('eio-handshake', `The handshake has no valid ${missing}`, start, end);
    } else {
      const fault = jsonFault(packet.data ?? '');
      const message =
        fault === undefined ? 'The handshake must be a JSON object' : 'The handshake is not JSON';
      eio.issue('eio-handshake', message, start, end);
    }
  } else if (packet.type === 'ping') {
    eio.issue('eio-direction', `${sender} must not ping: since protocol 4 the server asks`, start, end);
  } else if (packet.type === 'pong') {
    eio.issue('eio-direction', `${sender} has no ping to answer since protocol 4`, start, end, 'warn');
  } else {
    eio.issue('eio-direction', `${sender} does not send ${packet.type}`, start, end, 'warn');
  }
}

function leaveUnread(walk: EioWalk, ground: Ground, start: number, end: number): void {
  const eio = new LayerWriter('eio', 'Engine.IO payload', ground);
  const text = locateText(ground.bytes.subarray(start, end)).text;
  eio.field('eio.unread', EIO_FIELDS['eio.unread'], start, end, text, preview(text));
  walk.layers.push(eio.close(start, end));
}
