import type { Role } from '@/lib/capture/record';
import type { ConnectionState } from './connection-state';
import { unread } from './inbox';
import type { UnitContext } from './layer';
import { momentOf } from './sessions';

/**
 * What the next frame of a direction would be read with, where that is what the last one was: no frame and no message is
 * half here, no attachment is waited for, and messages are Socket.IO.
 */
export function contextAtRest(state: ConnectionState, from: Role): UnitContext | undefined {
  const { phase, inbox, message, frameContext } = state[from];
  if (phase !== 'frame' || frameContext === undefined || message !== undefined || unread(inbox) > 0)
    return undefined;
  const { moment, request } = frameContext;
  if (moment === undefined || moment.plain || moment.awaiting > 0 || moment.unsure) return undefined;
  if (momentOf(state, request?.engine, request?.target ?? '', from) !== moment) return undefined;
  return frameContext;
}

/** A frame at rest was read elsewhere, and nothing followed from it. Gives back the offset of its first byte. */
export function passFrame(state: ConnectionState, from: Role, length: number): number {
  const direction = state[from];
  const { offset } = direction;
  direction.offset += length;
  return offset;
}
