import type { Micros } from '@/lib/base/micros';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { Joined } from './findings-goodbyes';

export interface LostRooms {
  readonly client: string;
  readonly rooms: readonly string[];
  /** The entries that told of the end of the old socket, and made the new one. */
  readonly left: EntryNumber;
  readonly back: EntryNumber;
}

interface Life {
  readonly rooms: Set<string>;
  /** Left in the turn in which the socket ended: all rooms are. */
  readonly leaving: { readonly room: string; readonly at: Micros }[];
  ended?: { readonly n: EntryNumber; readonly at: Micros };
}

/** A handler that joins rooms does it at once, or after a look into a database. */
const GRACE_MICROS = 2_000_000;
const ONE_TURN_MICROS = 1_000;

/** Sockets that were in rooms, and came back as others that joined none of those. */
export function* lostRooms(timeline: Timeline, all: Iterable<Joined>): Generator<LostRooms> {
  const lives = livesOf(timeline);
  const last = timeline.entries.at(-1)?.at ?? 0;
  const before = new Map<string, Joined>();
  for (const now of all) {
    const key = `${now.run} ${now.client} ${now.nsp}`;
    const old = before.get(key);
    before.set(key, now);
    const life = old && old.id !== now.id ? lives.get(old.id) : undefined;
    if (!life?.ended || life.ended.n > now.n) continue;
    const { ended } = life;
    const swept = life.leaving.filter(({ at }) => ended.at - at <= ONE_TURN_MICROS).map(({ room }) => room);
    const rooms = [...new Set([...life.rooms, ...swept])].filter((room) => room !== old?.id);
    const since = (lives.get(now.id)?.ended?.at ?? last) - now.at;
    const joined = lives.get(now.id);
    const again = rooms.some(
      (room) => joined?.rooms.has(room) || joined?.leaving.some((one) => one.room === room),
    );
    if (rooms.length === 0 || again || since < GRACE_MICROS) continue;
    yield { client: now.client, rooms, left: ended.n, back: now.n };
  }
}

function livesOf(timeline: Timeline): Map<string, Life> {
  const lives = new Map<string, Life>();
  const lifeOf = (socket: string): Life => {
    const known = lives.get(socket) ?? { rooms: new Set(), leaving: [] };
    lives.set(socket, known);
    return known;
  };
  for (const n of timeline.index.roomEntries) {
    const entry = timeline.entries.nth(n);
    if (entry?.kind !== 'trace') continue;
    const { event } = entry.record;
    if (event.kind === 'room' && event.socket !== undefined) {
      const { rooms, leaving } = lifeOf(event.socket);
      if (event.action === 'join') rooms.add(event.room);
      if (event.action === 'leave' && rooms.delete(event.room))
        leaving.push({ room: event.room, at: entry.at });
    }
    if (event.kind === 'socket' && event.action === 'disconnect')
      lifeOf(event.socket).ended ??= { n: entry.n, at: entry.at };
  }
  return lives;
}
