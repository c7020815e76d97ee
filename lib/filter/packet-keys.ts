import { EIO_FIELDS } from '@/lib/dissect/engineio-fields';
import type { EioHandshake, Packet, SioPacket } from '@/lib/dissect/layer';
import { SIO_FIELDS } from '@/lib/dissect/socketio-fields';
import { jsonText } from './json-text';
import type { KeyRow, Reader, Scalar } from './key';
import { unit } from './unit-keys';

/** Engine.IO and Socket.IO: what entries keep of their packets. */
export const PACKET_KEYS: Readonly<Record<string, KeyRow>> = {
  'eio.type': {
    type: 'name',
    ofShape: true,
    help: EIO_FIELDS['eio.type'].help,
    noun: 'an Engine.IO type',
    equal: 'of Engine.IO type',
    // Base64 is a way to write a message, not a type.
    names: Object.fromEntries(Object.entries(EIO_FIELDS['eio.type'].names).filter(([code]) => code !== 'b')),
    some: packets(({ eio }) => eio.type),
  },
  'eio.data': {
    type: 'text',
    help: 'What an Engine.IO packet carries, as text.',
    noun: 'Engine.IO data',
    some: packets(({ eio }) => eio.data || undefined),
  },
  'eio.transport': {
    type: 'name',
    ofShape: true,
    help: 'The road that the request asked for.',
    noun: 'an Engine.IO transport',
    equal: 'over Engine.IO transport',
    names: { polling: 'polling', websocket: 'websocket' },
    some: unit(({ engine }) => engine?.transport),
  },
  'eio.version': {
    type: 'number',
    ofShape: true,
    help: 'Version of Engine.IO that the request asked for: 4, or 3 as Socket.IO 2 speaks it.',
    noun: 'an Engine.IO version',
    equal: 'of Engine.IO version',
    some: unit(({ engine }) => engine?.version),
  },
  'eio.open.sid': open('sid', 'text'),
  'eio.open.pingInterval': open('pingInterval', 'number'),
  'eio.open.pingTimeout': open('pingTimeout', 'number'),
  'eio.open.maxPayload': open('maxPayload', 'number'),
  'eio.open.upgrades': {
    type: 'text',
    help: EIO_FIELDS['eio.open.upgrades'].help,
    noun: 'an offered upgrade',
    some: (entry, _timeline, holds) =>
      entry.kind === 'unit' &&
      entry.unit.packets.some(({ eio }) => {
        const upgrades = eio.handshake?.upgrades;
        // An empty list is the empty text: it was sent.
        return upgrades !== undefined && (upgrades.length === 0 ? holds('') : upgrades.some(holds));
      }),
  },
  'sio.type': {
    type: 'name',
    ofShape: true,
    help: SIO_FIELDS['sio.type'].help,
    noun: 'a Socket.IO type',
    equal: 'of Socket.IO type',
    names: SIO_FIELDS['sio.type'].names,
    some: socketPackets(({ type }) => type),
  },
  'sio.nsp': {
    type: 'text',
    ofShape: true,
    help: 'Namespace of the packet; "/" where the packet names none.',
    noun: 'a namespace',
    equal: 'in namespace',
    some: socketPackets(({ nsp }) => nsp),
  },
  'sio.event': {
    type: 'text',
    ofShape: true,
    help: SIO_FIELDS['sio.event'].help,
    noun: 'an event name',
    equal: 'of event',
    present: 'with an event',
    some: socketPackets(eventOf),
  },
  'sio.id': {
    type: 'number',
    help: SIO_FIELDS['sio.id'].help,
    noun: 'an ack id',
    some: socketPackets(({ id }) => id),
  },
  'sio.attachments': {
    type: 'number',
    help: SIO_FIELDS['sio.attachments'].help,
    noun: 'a count of attachments',
    some: socketPackets(({ attachments }) => attachments),
  },
  'sio.data': {
    type: 'text',
    help: SIO_FIELDS['sio.data'].help,
    noun: 'Socket.IO data',
    some: socketPackets(({ data }) => (data === undefined ? undefined : jsonText(data))),
  },
};

function packets(read: (packet: Packet) => Scalar | undefined): Reader {
  return (entry, _timeline, holds) => {
    if (entry.kind !== 'unit') return false;
    for (const packet of entry.unit.packets) {
      const value = read(packet);
      if (value !== undefined && holds(value)) return true;
    }
    return false;
  };
}

function socketPackets(read: (packet: SioPacket) => Scalar | undefined): Reader {
  return packets(({ sio }) => (sio === undefined ? undefined : read(sio)));
}

function open(name: 'sid' | 'pingInterval' | 'pingTimeout' | 'maxPayload', type: 'text' | 'number'): KeyRow {
  return {
    type,
    help: EIO_FIELDS[`eio.open.${name}`].help,
    noun: `an open packet's ${name}`,
    some: packets(({ eio }) => ownMember(eio.handshake, name)),
  };
}

function ownMember(
  handshake: EioHandshake | undefined,
  name: 'sid' | 'pingInterval' | 'pingTimeout' | 'maxPayload',
) {
  return handshake?.[name];
}

/** Socket.IO 2 and later both let a number be the name of an event. */
function eventOf({ type, data }: SioPacket): string | undefined {
  if ((type !== 'EVENT' && type !== 'BINARY_EVENT') || !Array.isArray(data)) return undefined;
  const name: unknown = data[0];
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}
