import { decodeBase64 } from '@/lib/base/base64';
import { textAt } from '@/lib/base/utf8';
import type { Role } from '@/lib/capture/record';
import { EIO_FIELDS } from './engineio-fields';
import { openField } from './engineio-open';
import { jsonFault } from './json-fault';
import type { EioPacket, Layer, NamedBuffer, Packet, SessionMoment } from './layer';
import { count, type Ground, LayerWriter, preview } from './open-layer';
import { EIO_TYPES, isOdd, missingKey, readPacket, SEPARATOR } from './packets';
import { Script } from './script';
import { afterPacket } from './session-moment';
import { dissectAttachment, dissectSio, type SioDissected } from './socketio';

/** The packets of one unit on their way to layers. */
export interface EioWalk {
  readonly from: Role;
  readonly version: 3 | 4;
  moment: SessionMoment;
  readonly buffers: NamedBuffer[];
  readonly layers: Layer[];
  /** The unit's packets, as they were read when it became whole. */
  readonly packets: readonly Packet[];
}

/** Where a packet lies: a range of a buffer, and where its layer begins, which may be a separator before it. */
interface Place {
  readonly ground: Ground;
  readonly from: number;
  readonly start: number;
  readonly end: number;
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
  const place = { ground, from: separated ? start - 1 : start, start, end };
  if (separated)
    eio.field('eio.separator', EIO_FIELDS['eio.separator'], place.from, start, '\u001e', 'U+001E');
  const char = start < end ? (ground.bytes[start] ?? 0) : 0;
  if (char === 0x62) {
    walkBase64(walk, eio, place);
    return true;
  }
  const type = EIO_TYPES[char - 0x30];
  if (type === undefined) {
    walkBroken(walk, eio, place);
    return false;
  }
  eio.field('eio.type', EIO_FIELDS['eio.type'], start, start + 1, type, TYPE_TEXTS[char - 0x30] ?? '');
  const known = packetAt(walk, ground.buffer, start);
  const packet = known?.eio ?? readPacket(textAt(ground.bytes, start, end)) ?? { type };
  if (isOdd(packet, walk.from, walk.version)) oddity(walk, eio, packet, place);
  const script = new Script(ground, start + 1, end, packet.data ?? '');
  if (type === 'message') {
    walkMessage(walk, eio, place, script, packet, known);
    return true;
  }
  if (packet.handshake !== undefined) eio.add(openField(script, packet.handshake));
  else textData(eio, script);
  walk.layers.push(eio.close(place.from, end));
  return true;
}

/** One binary packet at [start, end): a message without type. */
export function walkBinary(walk: EioWalk, ground: Ground, start: number, end: number): void {
  const eio = new LayerWriter('eio', 'Engine.IO packet', ground);
  const shown = count(end - start, 'byte');
  const spec = EIO_FIELDS['eio.binary'];
  if (walk.moment.plain) eio.field('eio.binary', spec, start, end, undefined, shown);
  else eio.covered('eio.binary', spec, start, end, undefined, shown, 'sio');
  walk.layers.push(eio.close(start, end));
  attachment(walk, ground, start, end);
}

const TYPE_TEXTS = EIO_TYPES.map((type, digit) => `${digit} · ${type}`);

function packetAt({ packets }: EioWalk, buffer: number, start: number): Packet | undefined {
  const [first] = packets;
  if (first?.start === start && first.buffer === buffer) return first;
  return packets.find((packet) => packet.start === start && packet.buffer === buffer);
}

function walkMessage(
  walk: EioWalk,
  eio: LayerWriter,
  { from, start, end }: Place,
  script: Script,
  packet: EioPacket,
  known: Packet | undefined,
): void {
  const { awaiting, announced, plain } = walk.moment;
  if (awaiting > 0) {
    const message = `${awaiting} of ${count(announced, 'attachment')} did not come: text where a binary packet must follow`;
    eio.issue('sio-attachment-missing', message, start, end);
  }
  const sio = plain && !script.text.startsWith('0') ? undefined : readSio(walk, script, known);
  if (sio === undefined || (plain && sio.packet === undefined)) {
    textData(eio, script);
    walk.layers.push(eio.close(from, end));
    return;
  }
  if (end > start + 1) {
    const { text } = script;
    eio.covered('eio.data', EIO_FIELDS['eio.data'], start + 1, end, text, preview(text), 'sio');
  }
  walk.moment = afterPacket(walk.moment, packet, sio.packet, walk.from);
  walk.layers.push(eio.close(from, end), sio.layer);
}

function readSio(walk: EioWalk, script: Script, known: Packet | undefined): SioDissected {
  const setting = {
    lenient: walk.version === 3,
    fromServer: walk.from === 'server',
    recovering: walk.moment.recovering,
  };
  return dissectSio(script, setting, known?.sio);
}

function walkBase64(walk: EioWalk, eio: LayerWriter, { ground, from, start, end }: Place): void {
  const { bytes, canonical } = decodeBase64(textAt(ground.bytes, start + 1, end));
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

function attachment(walk: EioWalk, ground: Ground, start: number, end: number): void {
  if (walk.moment.plain) return;
  const { awaiting, announced } = walk.moment;
  const of = awaiting === 0 ? 0 : announced;
  walk.layers.push(dissectAttachment(ground, start, end, announced - awaiting + 1, of));
  walk.moment = afterPacket(walk.moment, { type: 'message', binary: ground.bytes }, undefined, walk.from);
}

function textData(eio: LayerWriter, { text, start, end }: Script): void {
  if (end > start) {
    eio.field('eio.data', EIO_FIELDS['eio.data'], start, end, text, preview(JSON.stringify(text)));
  }
}

function walkBroken(walk: EioWalk, eio: LayerWriter, { ground, from, start, end }: Place): void {
  const { text } = new Script(ground, start, end);
  const character = JSON.stringify(Array.from(text)[0] ?? '');
  const message = start === end ? 'A packet cannot be empty' : `There is no packet type ${character}`;
  if (end > start) eio.field('eio.unread', EIO_FIELDS['eio.unread'], start, end, text, preview(text));
  // An empty packet has no byte of its own to point at.
  const at = Math.min(start, Math.max(0, ground.bytes.length - 1));
  eio.issue('eio-type', message, at, Math.min(at + 1, ground.bytes.length));
  walk.layers.push(eio.close(from, end));
}

/** Says what `isOdd` saw. */
function oddity(walk: EioWalk, eio: LayerWriter, packet: EioPacket, { start, end }: Place): void {
  const sender = walk.from === 'client' ? 'A client' : 'A server';
  if (packet.type === 'open' && walk.from === 'server') {
    eio.issue('eio-handshake', handshakeFault(packet, walk.version), start, end);
  } else if (packet.type === 'ping') {
    eio.issue('eio-direction', `${sender} must not ping: since protocol 4 the server asks`, start, end);
  } else if (packet.type === 'pong') {
    eio.issue('eio-direction', `${sender} has no ping to answer since protocol 4`, start, end, 'warn');
  } else {
    eio.issue('eio-direction', `${sender} does not send ${packet.type}`, start, end, 'warn');
  }
}

function handshakeFault({ handshake, data = '' }: EioPacket, version: 3 | 4): string {
  const missing = handshake && missingKey(handshake, version);
  if (missing !== undefined) return `The handshake has no valid ${missing}`;
  return jsonFault(data) === undefined ? 'The handshake must be a JSON object' : 'The handshake is not JSON';
}

function leaveUnread(walk: EioWalk, ground: Ground, start: number, end: number): void {
  const eio = new LayerWriter('eio', 'Engine.IO payload', ground);
  const text = textAt(ground.bytes, start, end);
  eio.field('eio.unread', EIO_FIELDS['eio.unread'], start, end, text, preview(text));
  walk.layers.push(eio.close(start, end));
}
