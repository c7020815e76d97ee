import { partyName } from '@/lib/explain/words';
import { clientsAt } from '@/lib/session/clients';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import { roomsAt } from '@/lib/session/rooms';
import type { Timeline } from '@/lib/session/timeline';
import { type Fact, Facts } from './facts';

export interface SessionViewProps {
  readonly timeline: Timeline;
  readonly entry: Entry;
  readonly onSelect: (n: EntryNumber) => void;
}

/** What was known of the session just after this entry. */
export function SessionView({ timeline, entry, onSelect }: SessionViewProps) {
  return <Facts facts={factsOf(timeline, entry, onSelect)} />;
}

function factsOf(timeline: Timeline, entry: Entry, onSelect: (n: EntryNumber) => void): Fact[] {
  const client = entry.from === 'server' ? entry.to : entry.from;
  const now = clientsAt(timeline, entry.n).get(client);
  const sid = (entry.kind === 'unit' ? entry.sid : undefined) ?? now?.sid;
  const session = sid === undefined ? undefined : timeline.sessions.get(sid);
  if (!now || !session || session.openedBy > entry.n) {
    return [{ name: 'Session', value: 'none yet: the server has not answered with a sid' }];
  }
  const rooms = [...roomsAt(timeline, entry.n)].flatMap(([nsp, byRoom]) =>
    [...byRoom]
      .filter(([, members]) => members.has(client))
      .map(([room]) => (nsp === '/' ? room : `${nsp} ${room}`)),
  );
  const isOver = session.closedBy !== undefined && session.closedBy <= entry.n;
  return [
    { name: 'Client', value: partyName(client) },
    { name: 'State', value: isOver ? 'closed' : (now.state ?? 'none') },
    { name: 'Engine.IO sid', value: session.sid },
    { name: 'Opened by', value: <EntryLink n={session.openedBy} onSelect={onSelect} /> },
    ...(isOver && session.closedBy !== undefined
      ? [{ name: 'Closed by', value: <EntryLink n={session.closedBy} onSelect={onSelect} /> }]
      : []),
    ...[...now.sockets].map(([nsp, id]) => ({ name: `Socket in\u00a0${nsp}`, value: id })),
    { name: 'Rooms', value: rooms.length > 0 ? rooms.join(', ') : 'none but its own' },
    ...('conn' in entry ? [{ name: 'Connection', value: `TCP ${entry.conn}` }] : []),
  ];
}

function EntryLink({
  n,
  onSelect,
}: {
  readonly n: EntryNumber;
  readonly onSelect: (n: EntryNumber) => void;
}) {
  return (
    <button type="button" onClick={() => onSelect(n)} className="rounded-sm text-note hover:underline">
      #{n}
    </button>
  );
}
