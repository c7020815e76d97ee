import { firstWhere } from '@/lib/base/first-where';
import type { ClientName } from '@/lib/capture/record';
import type { EntryNumber } from './entry';
import { type SessionState, transportIn } from './state';
import type { Session, Timeline } from './timeline';

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

/** From this entry on, the client was this. Its sockets are remembered with the session. */
export interface ClientChange {
  readonly n: EntryNumber;
  readonly now: Omit<ClientNow, 'sockets'>;
}

/** Every client that was there by entry `n`, as it was just after it, in the order in which they came. */
export function clientsAt(timeline: Timeline, n: EntryNumber): ReadonlyMap<ClientName, ClientNow> {
  const found = new Map<ClientName, ClientNow>();
  for (const [client, changes] of timeline.index.clients) {
    const now = changes[firstWhere(changes, (change) => change.n > n) - 1]?.now;
    if (!now) continue;
    const session = now.sid === undefined ? undefined : timeline.sessions.get(now.sid);
    found.set(client, { ...now, sockets: socketsAt(session, n) });
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
  const now: ClientChange['now'] = {
    client,
    ...(session && { state: session.state, sid: session.sid }),
    ...(transport && { transport }),
    connected: session !== undefined && session.state !== 'closed' && session.sockets.size > 0,
  };
  if (changes.at(-1)?.n === n) changes.pop();
  changes.push({ n, now });
}

function socketsAt(session: Session | undefined, n: EntryNumber): ReadonlyMap<string, string> {
  const sockets = new Map<string, string>();
  for (const [nsp, changes] of session?.socketChanges ?? []) {
    const id = changes[firstWhere(changes, (change) => change.n > n) - 1]?.id;
    if (id !== undefined) sockets.set(nsp, id);
  }
  return sockets;
}
