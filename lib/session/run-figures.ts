import { type Micros, micros } from '@/lib/base/micros';
import type { ClientName, ConnId } from '@/lib/capture/record';
import type { Entry, EntryNumber, UnitEntry } from './entry';

/** What one run cost and how soon it came to the point: what runs are compared by. */
export interface RunFigures {
  readonly run: number;
  readonly transports: readonly ('polling' | 'websocket')[];
  readonly clients: number;
  readonly packets: number;
  readonly bytes: number;
  readonly requests: number;
  readonly frames: number;
  readonly connections: number;
  /** Absent while no event has crossed the wire. */
  readonly firstEvent?: FirstEvent;
}

/** The first event of a run, whoever sent it. */
export interface FirstEvent {
  readonly n: EntryNumber;
  /** Since the first connection of its client. */
  readonly took: Micros;
  /** How often its client had to wait for the server before: TCP's own handshakes are not among them. */
  readonly roundTrips: number;
}

/** The figures of all runs of a timeline. They grow with it and read each entry once. */
export interface RunsFigures {
  readonly runs: Map<number, Counting>;
  /** In which run a connection was opened. */
  readonly openedIn: Map<ConnId, number>;
  read: number;
}

type Counting = { -readonly [K in keyof RunFigures]: RunFigures[K] } & {
  readonly seen: Map<ClientName, Talk>;
};

interface Talk {
  readonly since: Micros;
  /** The client has said something that the server has not answered yet. */
  waits: boolean;
  roundTrips: number;
}

export function openRunsFigures(): RunsFigures {
  return { runs: new Map(), openedIn: new Map(), read: 0 };
}

export function growRunsFigures(figures: RunsFigures, entries: readonly Entry[]): void {
  for (; figures.read < entries.length; figures.read += 1) {
    const entry = entries[figures.read];
    if (entry && !isLeftOver(figures, entry)) count(runIn(figures, entry.run), entry);
  }
}

/** What a connection of the run before still says when the program has started anew is no part of this one. */
function isLeftOver({ openedIn }: RunsFigures, entry: Entry): boolean {
  if (entry.kind === 'open') openedIn.set(entry.conn, entry.run);
  return entry.kind === 'unit' && (openedIn.get(entry.conn) ?? entry.run) !== entry.run;
}

/** Those of the runs in which anything crossed the wire, oldest first. */
export function runsOf({ runs }: RunsFigures): RunFigures[] {
  return [...runs.values()].filter(({ bytes }) => bytes > 0).map(({ seen, ...figures }) => figures);
}

function count(run: Counting, entry: Entry): void {
  if (entry.kind === 'open') {
    run.connections += 1;
    talkOf(run, entry.from, entry.at);
  }
  if (entry.kind !== 'unit') return;
  const { unit, transport } = entry;
  run.packets += unit.packets.length;
  run.bytes += unit.wire.length;
  if (unit.http?.kind === 'request') run.requests += 1;
  if (unit.ws) run.frames += 1;
  if (transport && !run.transports.includes(transport)) run.transports = [...run.transports, transport];
  countTurn(run, entry);
}

/**
 * A round trip is over when the server says something after the client did. Whatever either of them says meanwhile
 * does not make it two: a GET and a POST at the same time are one wait.
 */
function countTurn(run: Counting, { unit, from, to, since, at, n }: UnitEntry): void {
  const isUp = unit.from === 'client';
  const talk = talkOf(run, isUp ? from : to, since);
  if (!isUp && talk.waits) talk.roundTrips += 1;
  talk.waits = isUp;
  if (
    run.firstEvent ||
    !unit.packets.some(({ sio }) => sio?.type === 'EVENT' || sio?.type === 'BINARY_EVENT')
  )
    return;
  run.firstEvent = { n, took: micros(at - talk.since), roundTrips: talk.roundTrips };
}

function talkOf(run: Counting, client: ClientName, at: Micros): Talk {
  const known = run.seen.get(client);
  if (known) return known;
  const talk: Talk = { since: at, waits: false, roundTrips: 0 };
  run.seen.set(client, talk);
  run.clients = run.seen.size;
  return talk;
}

function runIn({ runs }: RunsFigures, run: number): Counting {
  const known = runs.get(run);
  if (known) return known;
  const counting: Counting = {
    run,
    transports: [],
    clients: 0,
    packets: 0,
    bytes: 0,
    requests: 0,
    frames: 0,
    connections: 0,
    seen: new Map(),
  };
  runs.set(run, counting);
  return counting;
}
