import type { Role } from '@/lib/capture/record';
import type { EioPacket, SessionMoment, SioPacket } from './layer';

/** Nothing is waited for, and messages are Socket.IO: where every session begins. */
export const CALM: SessionMoment = {
  plain: false,
  awaiting: 0,
  announced: 0,
  unsure: false,
  recovering: [],
};
/** A session on Engine.IO's own path, until a CONNECT shows otherwise. */
export const PLAIN: SessionMoment = { ...CALM, plain: true };

/** Where a direction stands after one of its packets. The same object where nothing changed. */
export function afterPacket(
  moment: SessionMoment,
  eio: EioPacket,
  sio: SioPacket | undefined,
  from: Role,
): SessionMoment {
  if (eio.type !== 'message') return moment;
  // A packet of the msgpack parser is binary and no attachment.
  if (eio.binary !== undefined && sio === undefined) {
    if (moment.awaiting === 0) return moment;
    return { ...moment, awaiting: moment.awaiting - 1 };
  }
  const announced = sio?.attachments ?? 0;
  const isAsBefore = announced === 0 && moment.awaiting === 0 && !moment.unsure;
  // With a packet that is here one knows again what is waited for.
  const next = isAsBefore ? moment : { ...moment, announced, awaiting: announced, unsure: false };
  if (sio?.type !== 'CONNECT') return next;
  const recovers = from === 'server' && hasPid(sio.data) && !next.recovering.includes(sio.nsp);
  if (!recovers && !next.plain) return next;
  return { ...next, plain: false, recovering: recovers ? [...next.recovering, sio.nsp] : next.recovering };
}

/** Where it stands after something that is not here. */
export function afterUnknown(moment: SessionMoment): SessionMoment {
  return moment.unsure ? moment : { ...moment, unsure: true };
}

function hasPid(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'pid' in data && typeof data.pid === 'string';
}
