import type { ClientName } from '@/lib/capture/record';
import type { EntryNumber } from './entry';
import { type SessionState, transportIn } from './state';
import type { Timeline } from './timeline';

/** What one client is at a moment. `state` and `sid` are absent before its first session. */
export interface ClientNow {
  readonly client: ClientName;
  readonly state?: SessionState;
  readonly transport?: 'polling' | 'websocket';
  readonly sid?: string;
  /** Socket.IO sockets by namespace. */
  readonly sockets: ReadonlyMap<string, string>;
  /** It is in a namespace: the server answered a CONNECT and nobody has left since. */
  readonly connected: boolean;
}

/** From this entry on, the client was this. */
export interface ClientChange {
  readonly n: EntryNumber;
  readonly now: ClientNow;
}

/** Every client that was there by entry `n`, as it was just after it, in the order in which they came. */
export function clientsAt(timeline: Timeline, n: EntryNumber): ReadonlyMap<ClientName, ClientNow> {
  const found = new Map<ClientName, ClientNow>();
  for (const [client, changes] of timeline.index.clients) {
    const change = changes[countUpTo(changes, n) - 1];
    if (change) found.set(client, change.now);
  }
  return found;
}

/** Remembers what a client has become by entry `n`. */
export function noteClient(timeline: Timeline, client: ClientName, n: EntryNumber): void {
  const { clients, live } = timeline.index;
  const changes = clients.get(client) ?? [];
  if (changes.length === 0) clients.set(client, changes);
  // Of several sessions the newest that lives stands for the client; after the last one, that one.
  const sid = live.get(client)?.at(-1) ?? changes.at(-1)?.now.sid;
  const session = sid === undefined ? undefined : timeline.sessions.get(sid);
  const transport = session && transportIn(session.state);
  const now: ClientNow = {
    client,
    ...(session && { state: session.state, sid: session.sid }),
    ...(transport && { transport }),
    sockets: new Map(session?.sockets),
    connected: session !== undefined && session.state !== 'closed' && session.sockets.size > 0,
  };
  if (changes.at(-1)?.n === n) changes.pop();
  changes.push({ n, now });
}

/** How many of the changes happened by entry `n`: they are in order, so by halving. */
function countUpTo(changes: readonly ClientChange[], n: EntryNumber): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.n ?? 0) <= n) low = middle + 1;
    else high = middle;
  }
  return low;
}
