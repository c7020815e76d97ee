import type { EntryNumber } from '@/lib/session/entry';
import { roomsAt } from '@/lib/session/rooms';
import type { Timeline } from '@/lib/session/timeline';

interface Broadcast {
  readonly nsp: string;
  /** None: it was for the whole namespace. */
  readonly rooms?: readonly string[];
}

/**
 * Somebody was there, and the broadcast reached nobody all the same: `socket.to` and `socket.broadcast` leave out
 * the socket that speaks, `except` others.
 */
export function isLeftOut(timeline: Timeline, n: EntryNumber, { nsp, rooms = [] }: Broadcast): boolean {
  const there = roomsAt(timeline, n, { own: true }).get(nsp);
  if (!there) return false;
  return rooms.length === 0 ? there.size > 0 : rooms.some((room) => there.has(room));
}
