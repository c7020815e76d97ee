import { firstWhere } from '@/lib/base/first-where';
import type { TraceEvent } from '@/lib/capture/record';
import type { EntryNumber, Party } from './entry';
import type { Timeline } from './timeline';

/** By namespace, then by room: who is in it. A client with two sockets in a room stands there once. */
export type Rooms = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<Party>>>;

interface Options {
  /** Also the room each socket has to itself, named by its own id. */
  readonly own?: boolean;
}

/** Rooms and sockets by number, in the order in which they were met. */
type RoomId = number;
type Members = Map<RoomId, ReadonlySet<string>>;

/**
 * Who came into which room and who left it, as steps that can be taken again from any checkpoint:
 *
 *     steps        +  +  +  −  +  …  +  −  +  …  +  +
 *     checkpoints  ▲ nobody          ▲ shares with the one before it every room in which nothing happened
 *
 * The next checkpoint is as many steps away as there are members, so all of them together take no more room than
 * the steps do, and looking back costs what the rooms of one moment hold.
 */
export interface RoomIndex {
  readonly rooms: { readonly nsp: string; readonly room: string }[];
  readonly ids: Map<string, Map<string, RoomId>>;
  readonly now: Map<RoomId, Set<string>>;
  /** The rooms that each socket is in. */
  readonly of: Map<string, Set<RoomId>>;
  /** How many sockets are in rooms, each counted as often as it is. */
  members: number;
  /** Of each step: its entry, the room, and who came (`+`) or left (`-`). */
  readonly steps: {
    readonly n: EntryNumber;
    readonly id: RoomId;
    readonly sign: '+' | '-';
    readonly socket: string;
  }[];
  readonly checkpoints: Checkpoint[];
  /** Where something happened since the last checkpoint. */
  readonly touched: Set<RoomId>;
}

/** The members after so many steps, the last of which was of entry `n`; a program that starts has none. */
interface Checkpoint {
  readonly n: EntryNumber;
  readonly steps: number;
  readonly members: Members;
}

const LEAST_STEPS = 256;

export function openRooms(): RoomIndex {
  return {
    rooms: [],
    ids: new Map(),
    now: new Map(),
    of: new Map(),
    members: 0,
    steps: [],
    checkpoints: [{ n: 0, steps: 0, members: new Map() }],
    touched: new Set(),
  };
}

/** The rooms as they were just after entry `n`. They live in the server's adapter: only traces tell of them. */
export function roomsAt(timeline: Timeline, n: EntryNumber, { own = false }: Options = {}): Rooms {
  const { rooms: places } = timeline.index.rooms;
  const rooms = new Map<string, Map<string, Set<Party>>>();
  for (const [id, sockets] of membersAt(timeline.index.rooms, n)) {
    const place = places[id];
    if (!place || sockets.size === 0 || (!own && sockets.has(place.room))) continue;
    const named = rooms.get(place.nsp) ?? new Map<string, Set<Party>>();
    rooms.set(place.nsp, named);
    named.set(place.room, new Set([...sockets].map((socket) => partyOfSocket(timeline, socket))));
  }
  return rooms;
}

/** The client a Socket.IO socket belongs to, also before that was told; the socket's id where it never was. */
export function partyOfSocket(timeline: Timeline, socket: string): Party {
  const sid = timeline.index.sidOfSocket.get(socket);
  return (sid === undefined ? undefined : timeline.sessions.get(sid)?.client) ?? socket;
}

function membersAt({ steps, checkpoints }: RoomIndex, n: EntryNumber): Members {
  const end = firstWhere(steps, (step) => step.n > n);
  const checkpoint = checkpoints[firstWhere(checkpoints, (one) => one.n > n) - 1];
  const members = new Map(checkpoint?.members);
  const own = new Map<RoomId, Set<string>>();
  for (let at = checkpoint?.steps ?? 0; at < end; at += 1) {
    const step = steps[at];
    if (!step) break;
    const sockets = own.get(step.id) ?? new Set(members.get(step.id));
    own.set(step.id, sockets);
    members.set(step.id, sockets);
    if (step.sign === '+') sockets.add(step.socket);
    else sockets.delete(step.socket);
  }
  return members;
}

/** For the fold: what an entry does to the rooms. */
export function noteRooms(
  { index: { rooms: index } }: Timeline,
  n: EntryNumber,
  event: Extract<TraceEvent, { kind: 'program' | 'socket' | 'room' }>,
): void {
  switch (event.kind) {
    case 'program':
      clear(index, n);
      return;
    case 'socket':
      if (event.action !== 'disconnect') return;
      for (const id of [...(index.of.get(event.socket) ?? [])]) {
        if (index.rooms[id]?.nsp === event.nsp) take(index, n, id, '-', event.socket);
      }
      return;
    case 'room': {
      const { action, nsp, room, socket } = event;
      const id = idOf(index, nsp, room);
      if (action === 'delete') for (const one of [...(index.now.get(id) ?? [])]) take(index, n, id, '-', one);
      if (socket === undefined) return;
      if (action === 'join') take(index, n, id, '+', socket);
      if (action === 'leave') take(index, n, id, '-', socket);
    }
  }
}

function take(index: RoomIndex, n: EntryNumber, id: RoomId, sign: '+' | '-', socket: string): void {
  const sockets = index.now.get(id) ?? new Set<string>();
  if (sockets.has(socket) === (sign === '+')) return;
  const rooms = index.of.get(socket) ?? new Set<RoomId>();
  if (sign === '+') {
    index.now.set(id, sockets.add(socket));
    index.of.set(socket, rooms.add(id));
    index.members += 1;
  } else {
    sockets.delete(socket);
    rooms.delete(id);
    if (sockets.size === 0) index.now.delete(id);
    if (rooms.size === 0) index.of.delete(socket);
    index.members -= 1;
  }
  index.steps.push({ n, id, sign, socket });
  index.touched.add(id);
  const before = index.checkpoints.at(-1);
  const since = index.steps.length - (before?.steps ?? 0);
  if (since < LEAST_STEPS || since < index.members) return;
  const members: Members = new Map(before?.members);
  for (const touched of index.touched) {
    const now = index.now.get(touched);
    if (now) members.set(touched, new Set(now));
    else members.delete(touched);
  }
  index.touched.clear();
  index.checkpoints.push({ n, steps: index.steps.length, members });
}

/** The program ended, and its rooms with it. */
function clear(index: RoomIndex, n: EntryNumber): void {
  index.now.clear();
  index.of.clear();
  index.touched.clear();
  index.members = 0;
  index.checkpoints.push({ n, steps: index.steps.length, members: new Map() });
}

function idOf({ rooms, ids }: RoomIndex, nsp: string, room: string): RoomId {
  const ofNamespace = ids.get(nsp) ?? new Map<string, RoomId>();
  ids.set(nsp, ofNamespace);
  const id = ofNamespace.get(room) ?? rooms.length;
  if (id === rooms.length) {
    ofNamespace.set(room, id);
    rooms.push({ nsp, room });
  }
  return id;
}
