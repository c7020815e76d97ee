import { hexText } from '@/lib/base/bytes';
import type { FaultedPacket } from '@/lib/capture/record';
import type { Packet, Unit } from '@/lib/dissect/layer';
import type { HeldPacket, PacketLike } from '@/lib/lab/faults';

/** Whether a packet on its way is the one that a fault waits for. */

export function isHeldPacket({ eio, sio }: Packet, wanted: HeldPacket): boolean {
  const isProbe = eio.data === 'probe';
  switch (wanted) {
    case 'ping':
    case 'pong':
      return eio.type === wanted && !isProbe;
    case 'probe':
      return (eio.type === 'ping' || eio.type === 'pong') && isProbe;
    case 'ack':
      return sio?.type === 'ACK' || sio?.type === 'BINARY_ACK';
  }
}

/** `from` was compared already: a packet does not know its direction. */
export function isLike({ eio, sio }: Packet, like: Omit<PacketLike, 'from'>): boolean {
  if (eio.type !== like.eio) return false;
  if (like.sio !== undefined && sio?.type !== like.sio) return false;
  return like.event === undefined || eventOf(sio?.data) === like.event;
}

function eventOf(data: unknown): unknown {
  return Array.isArray(data) ? data[0] : undefined;
}

/** The packet as a record names it, and where the unit is that it came in. */
export function faultedPacket({ eio, sio }: Packet, { from, offset }: Unit): FaultedPacket {
  const isProbe = (eio.type === 'ping' || eio.type === 'pong') && eio.data === 'probe';
  const event = sio?.type === 'EVENT' || sio?.type === 'BINARY_EVENT' ? eventOf(sio.data) : undefined;
  return {
    from,
    eio: eio.type,
    ...(isProbe && { isProbe }),
    ...(sio && { sio: sio.type }),
    ...(typeof event === 'string' && { event }),
    // What is lost on its way up the tap never sees, so a place in it would tell nothing.
    ...(from === 'server' && { offset }),
  };
}

const SHOWN = 60; // characters of a packet in a sentence

/** `ping “2”`, `EVENT “chat” “42["chat",1]”`: what it is, and how it reads on the wire. */
export function nameOf({ eio, sio }: Packet): string {
  const event = eventOf(sio?.data);
  const isEvent = sio?.type === 'EVENT' || sio?.type === 'BINARY_EVENT';
  const kind = sio?.type ?? (eio.data === 'probe' ? `probe (${eio.type})` : eio.type);
  const name = isEvent && typeof event === 'string' ? `${kind} ${event}` : kind;
  return `${name} “${shownOf(eio)}”`;
}

const DIGITS = { open: 0, close: 1, ping: 2, pong: 3, message: 4, upgrade: 5, noop: 6 } as const;

function shownOf({ type, data, binary }: Packet['eio']): string {
  const text = binary
    ? hexText(binary, 0, Math.min(binary.length, SHOWN / 3))
    : `${DIGITS[type]}${data ?? ''}`;
  const isCut = binary ? binary.length > SHOWN / 3 : text.length > SHOWN;
  return isCut ? `${text.slice(0, SHOWN)}…` : text;
}
