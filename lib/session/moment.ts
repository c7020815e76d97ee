import { firstPlace } from '@/lib/base/first-where';
import type { Micros } from '@/lib/base/micros';
import type { ClientName } from '@/lib/capture/record';
import { bufferAt } from './buffers';
import { type ClientNow, clientsAt } from './clients';
import type { EntryNumber } from './entry';
import { type Heartbeat, heartbeatAt } from './heartbeat';
import { type Rooms, roomsAt } from './rooms';
import type { Timeline } from './timeline';

/** What one client is at a moment, and what it has before it. */
export interface ClientMoment extends ClientNow {
  /** The emits that wait in its buffer, oldest first. */
  readonly buffer: readonly EntryNumber[];
  /** Of the session that lives. */
  readonly heartbeat?: Heartbeat;
}

/** Everything that holds just after entry `n`. */
export interface Moment {
  readonly n: EntryNumber;
  readonly clients: ReadonlyMap<ClientName, ClientMoment>;
  readonly rooms: Rooms;
}

/**
 * The state of everybody just after entry `n`: what a fold of the records up to there would end with, found by
 * halving and from checkpoints. Names of sockets are known from all of the timeline.
 */
export function momentAt(timeline: Timeline, n: EntryNumber): Moment {
  const clients = new Map<ClientName, ClientMoment>();
  for (const [client, now] of clientsAt(timeline, n)) clients.set(client, withRest(timeline, now, n));
  for (const client of timeline.index.buffers.keys()) {
    // It may wait before its first connection.
    if (!clients.has(client)) {
      const now = { client, sockets: new Map<string, string>(), connected: false };
      const before = withRest(timeline, now, n);
      if (before.buffer.length > 0) clients.set(client, before);
    }
  }
  return { n, clients, rooms: roomsAt(timeline, n) };
}

/** The last entry that was there by a time; 0 before the first. */
export function entryAt({ entries }: Timeline, at: Micros): EntryNumber {
  return firstPlace(entries.length, (place) => entries.timeOf(place + 1) > at);
}

function withRest(timeline: Timeline, now: ClientNow, n: EntryNumber): ClientMoment {
  const heartbeat =
    now.sid === undefined || now.state === 'closed' ? undefined : heartbeatAt(timeline, now.sid, n);
  return { ...now, buffer: bufferAt(timeline, now.client, n), ...(heartbeat && { heartbeat }) };
}
