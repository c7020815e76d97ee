import { textAt } from '@/lib/base/utf8';
import type { Role } from '@/lib/capture/record';
import { EIO_FIELDS } from './engineio-fields';
import { oddIssue } from './engineio-issues';
import { openField } from './engineio-open';
import type { EioPacket, FieldSpec, Issue, Layer, NamedBuffer, Packet, SessionMoment } from './layer';
import { count, type Ground, LayerWriter, preview } from './open-layer';
import { EIO_TYPES, isOdd, isSioBinary, readBase64, readPacket } from './packets';
import { looksLikeLengths } from './payload';
import { Script } from './script';
import { afterPacket } from './session-moment';
import { dissectAttachment, dissectSio, type SioDissected } from './socketio';
import type { SioSetting } from './socketio-kinds';
import { dissectMsgpack, scanMsgpack } from './socketio-msgpack';

/** The packets of one unit on their way to layers. */
export interface EioWalk {
  readonly from: Role;
  readonly version: 3 | 4;
  moment: SessionMoment;
  /** Of the packet that is met next only the beginning is here. */
  isPartial: boolean;
  /** Of the message as a whole: told with the packet that is met next. */
  issues: readonly Issue[];
  readonly buffers: NamedBuffer[];
  readonly layers: Layer[];
  /** The unit's packets, as they were read when it became whole. */
  readonly packets: readonly Packet[];
  /** Place in `packets` of the one that is met next. */
  next: number;
}

/** Where a packet lies: a range of a buffer, and where its layer begins, which may be a separator before it. */
interface Place {
  readonly ground: Ground;
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** What stands before a packet and says where it begins: a separator or a length. */
export interface Lead {
  readonly key: string;
  readonly spec: FieldSpec;
  readonly from: number;
  readonly value: unknown;
  readonly text: string;
}

/** One text packet at [start, end), after its lead. False where it is none. */
export function walkText(walk: EioWalk, ground: Ground, start: number, end: number, lead?: Lead): boolean {
  const eio = openPacket(walk, ground);
  const place = { ground, from: writeLead(eio, lead, start), start, end };
  const char = start < end ? (ground.bytes[start] ?? 0) : 0;
  if (char === 0x62) {
    packetAt(walk, ground.buffer, start);
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
  if (isOdd(packet, walk.from, walk.version) && !walk.isPartial)
    oddIssue(eio, walk.from, walk.version, packet, start, end);
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

/** One binary packet at [start, end): protocol 4 has messages only and no type, protocol 3 the bare number. */
export function walkBinary(walk: EioWalk, ground: Ground, start: number, end: number, lead?: Lead): void {
  const eio = openPacket(walk, ground);
  const from = writeLead(eio, lead, start);
  const code = ground.bytes[start] ?? EIO_TYPES.length;
  const type = walk.version === 4 ? 'message' : start < end ? EIO_TYPES[code] : undefined;
  if (type === undefined) {
    walkBroken(walk, eio, { ground, from, start, end });
    return;
  }
  packetAt(walk, ground.buffer, start);
  const dataStart = walk.version === 4 ? start : start + 1;
  if (dataStart > start)
    eio.field('eio.type', EIO_FIELDS['eio.type'], start, dataStart, type, TYPE_TEXTS[code] ?? '');
  const shown = count(end - dataStart, 'byte');
  const spec = EIO_FIELDS['eio.binary'];
  if (!isSioBinary(walk, type)) eio.field('eio.binary', spec, dataStart, end, undefined, shown);
  else eio.covered('eio.binary', spec, dataStart, end, undefined, shown, 'sio');
  walk.layers.push(eio.close(from, end));
  if (isSioBinary(walk, type)) attachment(walk, ground, dataStart, end);
}

function openPacket(walk: EioWalk, ground: Ground): LayerWriter {
  const eio = new LayerWriter('eio', 'Engine.IO packet', ground);
  eio.adopt(walk.issues);
  walk.issues = [];
  return eio;
}

export function writeLead(eio: LayerWriter, lead: Lead | undefined, start: number): number {
  if (lead === undefined) return start;
  eio.field(lead.key, lead.spec, lead.from, start, lead.value, lead.text);
  return lead.from;
}

const TYPE_TEXTS = EIO_TYPES.map((type, digit) => `${digit} · ${type}`);

/** The packet as it was read before. Both walks go in order, so one look is enough. */
function packetAt(walk: EioWalk, buffer: number, start: number): Packet | undefined {
  const packet = walk.packets[walk.next];
  if (packet?.start !== start || packet.buffer !== buffer) return undefined;
  walk.next += 1;
  return packet;
}

function walkMessage(
  walk: EioWalk,
  eio: LayerWriter,
  { from, start, end }: Place,
  script: Script,
  packet: EioPacket,
  known: Packet | undefined,
): void {
  const { awaiting, announced, plain, unsure } = walk.moment;
  if (awaiting > 0 && !unsure) {
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
  return dissectSio(script, settingOf(walk), known?.sio);
}

function settingOf({ version, from, moment, isPartial }: EioWalk): SioSetting {
  return { lenient: version === 3, fromServer: from === 'server', recovering: moment.recovering, isPartial };
}

function walkBase64(walk: EioWalk, eio: LayerWriter, { ground, from, start, end }: Place): void {
  const {
    type,
    binary: bytes,
    head,
    isOdd: odd,
  } = readBase64(textAt(ground.bytes, start, end), walk.version);
  const dataStart = start + head;
  const prefix = head === 2 ? `b${EIO_TYPES.indexOf(type)}` : 'b';
  eio.field('eio.type', EIO_FIELDS['eio.type'], start, dataStart, type, `${prefix} · ${type}, base64`);
  if (end > dataStart) {
    eio.field('eio.base64', EIO_FIELDS['eio.base64'], dataStart, end, bytes, count(bytes.length, 'byte'));
  }
  if (odd && !walk.isPartial)
    eio.issue('eio-base64', 'Not whole base64: a receiver skips what it cannot read', start, end, 'warn');
  const decoded = { buffer: walk.buffers.length, bytes };
  walk.buffers.push({ name: 'decoded', bytes, source: { buffer: ground.buffer, start: dataStart, end } });
  walk.layers.push(eio.close(from, end));
  if (isSioBinary(walk, type)) {
    attachment(walk, decoded, 0, bytes.length);
  } else if (bytes.length > 0) {
    const { buffer } = decoded;
    const text = count(bytes.length, 'byte');
    eio.add({
      key: 'eio.binary',
      spec: EIO_FIELDS['eio.binary'],
      buffer,
      start: 0,
      end: bytes.length,
      value: bytes,
      text,
    });
  }
}

function attachment(walk: EioWalk, ground: Ground, start: number, end: number): void {
  const { awaiting, announced, unsure } = walk.moment;
  const packed = awaiting === 0 ? scanMsgpack(ground.bytes, start, end) : undefined;
  if (packed === undefined) {
    const of = awaiting === 0 ? 0 : announced;
    walk.layers.push(dissectAttachment(ground, start, end, announced - awaiting + 1, of, unsure));
  } else {
    walk.layers.push(dissectMsgpack(ground, start, end, packed, settingOf(walk)));
  }
  walk.moment = afterPacket(
    walk.moment,
    { type: 'message', binary: ground.bytes },
    packed?.packet,
    walk.from,
  );
}

function textData(eio: LayerWriter, { text, start, end }: Script): void {
  if (end > start) {
    eio.field('eio.data', EIO_FIELDS['eio.data'], start, end, text, preview(JSON.stringify(text)));
  }
}

function walkBroken(walk: EioWalk, eio: LayerWriter, { ground, from, start, end }: Place): void {
  const { text } = new Script(ground, start, end);
  if (end > start) eio.field('eio.unread', EIO_FIELDS['eio.unread'], start, end, text, preview(text));
  // An empty packet has no byte of its own to point at.
  const at = Math.min(start, Math.max(0, ground.bytes.length - 1));
  const stop = Math.min(at + 1, ground.bytes.length);
  // Socket.IO 2 answers a newer client so: a mistake with a name of its own.
  if (walk.version === 4 && looksLikeLengths(ground.bytes, start, end)) {
    eio.issue('eio-version', 'Lengths before packets: Engine.IO 3, where the request asked for 4', at, stop);
  } else {
    const character = JSON.stringify(Array.from(text)[0] ?? '');
    const message = start === end ? 'A packet cannot be empty' : `There is no packet type ${character}`;
    eio.issue('eio-type', message, at, stop);
  }
  walk.layers.push(eio.close(from, end));
}
