import { memo, type ReactNode } from 'react';
import type { ClientName } from '@/lib/capture/record';
import { partyName } from '@/lib/explain/words';
import type { ClientNow } from '@/lib/session/clients';
import type { Party } from '@/lib/session/entry';
import type { Rooms } from '@/lib/session/rooms';
import { type Lanes, laneOf } from './lanes';

export const HEADS_HEIGHT = 48;
/** `websocket` is nine letters wide. */
const TERSE_UNDER = 74;
const NARROW = 60;
/** From the server's lane, past its name. */
const FOLD_AT = 36;

export interface LaneHeadsProps {
  readonly lanes: Lanes;
  readonly cast: readonly ClientName[];
  /** What each client was at the moment that is looked at. */
  readonly clients: ReadonlyMap<ClientName, ClientNow>;
  readonly rooms: Rooms;
  readonly serverRuns: boolean;
  /** Stands above the times, where there is room. */
  readonly corner?: ReactNode;
  /** Stands beside the server, where there is room. */
  readonly fold?: ReactNode;
}

/** Who stands at the top of each lane, and how they are at the moment that is looked at. */
export const LaneHeads = memo(function LaneHeads(props: LaneHeadsProps) {
  const { lanes, cast, clients, rooms, serverRuns, corner, fold } = props;
  const slim = lanes.form === 'compact';
  const inRooms = roomsText(rooms);
  return (
    <div
      data-slot="lane-heads"
      className="sticky top-0 z-10 border-b border-line bg-panel text-[13px] font-medium"
      style={{ height: HEADS_HEIGHT }}
    >
      {!slim && corner}
      <div className={slim ? 'flex h-full items-center gap-3 overflow-hidden pl-3 pr-[38%]' : undefined}>
        {cast.map((client) => {
          const now = clients.get(client);
          return (
            <Head
              key={client}
              party={client}
              dot={dotOf(now)}
              state={slim && cast.length > 2 ? undefined : stateText(now, lanes.pitch < TERSE_UNDER)}
              x={slim ? undefined : laneOf(lanes, client)}
              room={slim ? undefined : lanes.pitch - 2}
            />
          );
        })}
      </div>
      {slim ? (
        <Head party="server" dot={serverRuns ? 'on' : 'off'} end={inRooms === '' ? 'alone' : 'above'} />
      ) : (
        lanes.nodes.map((x, i) => (
          <Head
            key={x}
            party="server"
            node={lanes.nodes.length > 1 && lanes.namespaces.length === 0 ? i + 1 : undefined}
            namespace={lanes.namespaces[i]}
            dot={serverRuns ? 'on' : 'off'}
            x={x}
            room={
              lanes.namespaces[i] === undefined
                ? undefined
                : lanes.server - (lanes.nodes.at(-2) ?? 0) - (i === lanes.namespaces.length - 1 ? 12 : 4)
            }
          />
        ))
      )}
      {!slim && fold && (
        <div className="absolute top-[3px]" style={{ left: lanes.server + FOLD_AT, right: 4 }}>
          {fold}
        </div>
      )}
      <span
        data-slot="rooms"
        title={inRooms}
        className="absolute bottom-1 truncate font-mono text-[11px] font-normal leading-[14px] text-sio"
        style={
          slim ? { right: 12, maxWidth: '36%' } : { right: 8, maxWidth: lanes.width - lanes.labelLeft - 24 }
        }
      >
        {inRooms}
      </span>
    </div>
  );
}, isSame);

/** What is told of clients and rooms is made anew for each moment, and mostly says the same. */
function isSame(before: LaneHeadsProps, after: LaneHeadsProps): boolean {
  const { lanes, cast, serverRuns, corner, fold } = before;
  return (
    lanes === after.lanes &&
    cast === after.cast &&
    serverRuns === after.serverRuns &&
    corner === after.corner &&
    fold === after.fold &&
    cast.every((client) => {
      const [a, b] = [before.clients.get(client), after.clients.get(client)];
      return a?.state === b?.state && a?.connected === b?.connected;
    }) &&
    roomsText(before.rooms) === roomsText(after.rooms)
  );
}

interface HeadProps {
  readonly party: Party;
  /** Of a server with several nodes: which. */
  readonly node?: number | undefined;
  /** Of a lane that is a namespace's: which. */
  readonly namespace?: string | undefined;
  readonly dot: 'on' | 'half' | 'lost' | 'off';
  readonly state?: string | undefined;
  /** Centre of the lane; none where the heads stand in a row. */
  readonly x?: number | undefined;
  /** Beside its neighbours it may be this wide. */
  readonly room?: number | undefined;
  /** At the end of the row of heads, alone or above the rooms. */
  readonly end?: 'alone' | 'above';
}

function Head({ party, node, namespace, dot, state, x, room, end }: HeadProps) {
  const isNarrow = room !== undefined && room < NARROW;
  const place =
    x === undefined
      ? end
        ? `absolute right-3 ${end === 'alone' ? 'inset-y-0 flex items-center' : 'top-1.5'}`
        : 'min-w-0'
      : 'absolute top-1.5 -translate-x-1/2 text-center';
  if (namespace !== undefined) {
    return (
      <div
        data-slot="lane-head"
        data-namespace={namespace}
        title={`Namespace ${namespace}`}
        className={`${place} truncate font-mono text-[11px] font-normal leading-[18px] text-sio`}
        style={{ left: x, maxWidth: room }}
      >
        {namespace}
      </div>
    );
  }
  return (
    <div
      data-slot="lane-head"
      data-party={party}
      data-node={node}
      data-state={dot}
      className={`${place} leading-[18px]`}
      style={{ left: x, maxWidth: room }}
      title={room === undefined ? undefined : partyName(party)}
    >
      <div
        className={`flex items-center justify-center whitespace-nowrap ${isNarrow ? 'gap-1 text-[12px]' : 'gap-1.5'}`}
      >
        <span
          aria-hidden="true"
          className={`shrink-0 rounded-full border ${isNarrow ? 'size-1.5' : 'size-2'} ${DOT[dot]}`}
        />
        <span className="truncate">
          {partyName(party)}
          {node !== undefined && ` ${node}`}
        </span>
      </div>
      {state && (
        <div
          data-slot="lane-state"
          className="whitespace-nowrap font-mono text-[11px] font-normal leading-[14px] text-dim"
        >
          {state}
        </div>
      )}
    </div>
  );
}

const DOT = {
  on: 'border-ok bg-ok',
  half: 'border-warn bg-warn/40',
  lost: 'border-error bg-transparent',
  off: 'border-faint bg-transparent',
} as const;

function dotOf(now: ClientNow | undefined): HeadProps['dot'] {
  if (!now?.state) return 'off';
  if (now.state === 'closed') return 'lost';
  return now.connected ? 'on' : 'half';
}

/** `terse`: where the lanes are so near to one another that the whole words would touch. */
function stateText(now: ClientNow | undefined, terse: boolean): string | undefined {
  switch (now?.state) {
    case 'probing':
    case 'upgrading':
      return terse ? '→ ws' : 'poll → ws';
    case 'polling':
      return terse ? 'poll' : 'polling';
    case 'websocket':
      return terse ? 'ws' : 'websocket';
    case 'closed':
      return 'closed';
    default:
      return now?.state;
  }
}

/** `room lobby { alice, bob }`, with the namespace where it is another than `/`. */
function roomsText(rooms: Rooms): string {
  const told = [...rooms].flatMap(([nsp, byRoom]) =>
    [...byRoom].map(
      ([room, members]) => `${nsp === '/' ? '' : `${nsp} `}${room} { ${[...members].join(', ')} }`,
    ),
  );
  if (told.length === 0) return '';
  return `${told.length === 1 ? 'room' : 'rooms'} ${told.join('  ')}`;
}
