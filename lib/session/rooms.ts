import type { TraceEvent } from '@/lib/capture/record';
import type { EntryNumber, Party } from './entry';
import type { Timeline } from './timeline';

/** By namespace, then by room: who is in it. A client with two sockets in a room stands there once. */
export type Rooms = Map<string, Map<string, Set<Party>>>;

interface Options {
  /** Also the room each socket has to itself, named by its own id. */
  readonly own?: boolean;
}

/** Socket ids by room, by namespace. */
type Members = Map<string, Map<string, Set<string>>>;

/** The rooms as they were just after entry `n`. They live in the server's adapter: only traces tell of them. */
export function roomsAt(timeline: Timeline, n: EntryNumber, { own = false }: Options = {}): Rooms {
  const members = membersAt(timeline, n);
  const rooms: Rooms = new Map();
  for (const [nsp, socketsByRoom] of members) {
    const named = new Map<string, Set<Party>>();
    for (const [room, sockets] of socketsByRoom) {
      if (sockets.size === 0 || (!own && sockets.has(room))) continue;
      named.set(room, new Set([...sockets].map((socket) => partyOfSocket(timeline, socket))));
    }
    if (named.size > 0) rooms.set(nsp, named);
  }
  return rooms;
}

/** Where the last look at a timeline ended: a live view looks forward, and need not begin anew each time. */
const looks = new WeakMap<Timeline, { applied: number; readonly members: Members }>();

function membersAt(timeline: Timeline, n: EntryNumber): Members {
  const { roomEntries } = timeline.index;
  const last = looks.get(timeline);
  const isAhead = last !== undefined && (last.applied === 0 || (roomEntries[last.applied - 1] ?? 0) <= n);
  const look = isAhead ? last : { applied: 0, members: new Map() };
  looks.set(timeline, look);
  for (let at = roomEntries[look.applied]; at !== undefined && at <= n; at = roomEntries[look.applied]) {
    const entry = timeline.entries[at - 1];
    if (entry?.kind === 'trace') apply(look.members, entry.record.event);
    look.applied += 1;
  }
  return look.members;
}

/** The client a Socket.IO socket belongs to; the socket's id where that was never seen. */
export function partyOfSocket(timeline: Timeline, socket: string): Party {
  const sid = timeline.index.sidOfSocket.get(socket);
  return (sid === undefined ? undefined : timeline.sessions.get(sid)?.client) ?? socket;
}

function apply(members: Members, event: TraceEvent): void {
  switch (event.kind) {
    case 'program':
      members.clear();
      return;
    case 'socket':
      if (event.action === 'disconnect') {
        for (const sockets of members.get(event.nsp)?.values() ?? []) sockets.delete(event.socket);
      }
      return;
    case 'room':
      applyRoom(members, event);
      return;
    default:
      return;
  }
}

function applyRoom(
  members: Members,
  { action, nsp, room, socket }: Extract<TraceEvent, { kind: 'room' }>,
): void {
  const rooms = members.get(nsp) ?? new Map<string, Set<string>>();
  members.set(nsp, rooms);
  switch (action) {
    case 'create':
      rooms.set(room, rooms.get(room) ?? new Set());
      return;
    case 'join': {
      const sockets = rooms.get(room) ?? new Set();
      rooms.set(room, sockets);
      if (socket !== undefined) sockets.add(socket);
      return;
    }
    case 'leave':
      if (socket !== undefined) rooms.get(room)?.delete(socket);
      return;
    case 'delete':
      rooms.delete(room);
      return;
  }
}
