import type { FieldSpec, SioPacket } from './layer';
import { SIO_FIELDS } from './socketio-fields';

/** What the bytes do not tell about a packet. */
export interface SioSetting {
  /** Socket.IO 2 speaks protocol 4, which Engine.IO 3 carries. */
  readonly lenient: boolean;
  readonly fromServer: boolean;
  readonly recovering: readonly string[];
  /** The packet's end is not here. */
  readonly isPartial: boolean;
}

export interface Kind {
  readonly key: string;
  readonly spec: FieldSpec;
}

const EVENT: Kind = { key: 'sio.event', spec: SIO_FIELDS['sio.event'] };
const OFFSET: Kind = { key: 'sio.offset', spec: SIO_FIELDS['sio.offset'] };

/** What the `index`th of `length` parts of a payload is; a member of an object has a `name`. */
export function kindOf(
  packet: SioPacket,
  name: string | undefined,
  index: number,
  length: number,
  setting: SioSetting,
): Kind {
  if (name !== undefined) return memberKind(packet, name, setting);
  const isEvent = packet.type === 'EVENT' || packet.type === 'BINARY_EVENT';
  if (isEvent && index === 0) return EVENT;
  if (isEvent && index === length - 1 && hasOffset(packet, setting)) return OFFSET;
  return argumentKind(isEvent ? index : index + 1);
}

/** The adapter appends the offset to what it keeps for recovery: events without an ack id. */
function hasOffset({ id, nsp, data }: SioPacket, { fromServer, recovering, isPartial }: SioSetting): boolean {
  if (!fromServer || isPartial || id !== undefined || !recovering.includes(nsp)) return false;
  return Array.isArray(data) && data.length > 1 && typeof data.at(-1) === 'string';
}

function memberKind({ type }: SioPacket, name: string, { fromServer }: SioSetting): Kind {
  if (type === 'CONNECT') {
    if (name === 'pid') return { key: 'sio.pid', spec: SIO_FIELDS['sio.pid'] };
    if (name === 'sid' && fromServer) return { key: 'sio.sid', spec: SIO_FIELDS['sio.sid'] };
    if (name === 'offset' && !fromServer) return OFFSET;
    if (!fromServer) return { key: `sio.auth.${name}`, spec: named(SIO_FIELDS['sio.auth'], name) };
  }
  if (type === 'CONNECT_ERROR' && name === 'message') {
    return { key: 'sio.message', spec: SIO_FIELDS['sio.message'] };
  }
  return { key: `sio.data.${name}`, spec: named(SIO_FIELDS['sio.member'], name) };
}

const argumentKinds: Kind[] = [];

/** The argument's own row says which it is, counted from 1. */
function argumentKind(n: number): Kind {
  const made = argumentKinds[n] ?? { key: 'sio.arg', spec: named(SIO_FIELDS['sio.arg'], String(n)) };
  if (n <= 16) argumentKinds[n] = made;
  return made;
}

function named(spec: FieldSpec, name: string): FieldSpec {
  return { ...spec, label: `${spec.label} ${name}` };
}
