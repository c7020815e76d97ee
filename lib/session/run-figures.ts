import { type Micros, micros } from '@/lib/base/micros';
import type { ClientName, ConnId } from '@/lib/capture/record';
import type { EntryNumber, UnitEntry } from './entry';
import type { EntryStore } from './entry-store';

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
  /** To which run a connection belongs: the one in which it was opened, or that of the session it speaks for. */
  readonly openedIn: Map<ConnId, number>;
  /** In which run a session was opened, by `sid`. */
  readonly sessions: Map<string, number>;
  /** Connections that have said nothing yet, and when they were opened: whose they are is not known before. */
  readonly silent: Map<ConnId, Micros>;
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
  return { runs: new Map(), openedIn: new Map(), sessions: new Map(), silent: new Map(), read: 0 };
}

export function growRunsFigures(figures: RunsFigures, entries: EntryStore): void {
  for (; figures.read < entries.length; figures.read += 1) {
    const entry = entries.at(figures.read);
    if (entry?.kind === 'open') {
      figures.openedIn.set(entry.conn, entry.run);
      figures.silent.set(entry.conn, entry.at);
    }
    if (entry?.kind === 'unit') countUnit(figures, entry);
  }
}

/**
 * What the run before still says when the program has started anew is no part of this one: on a connection of its
 * own, or, as a page's goodbye, on a new one that names an old session.
 */
function countUnit({ runs, openedIn, sessions, silent }: RunsFigures, entry: UnitEntry): void {
  const { conn, unit, run } = entry;
  for (const { eio } of unit.packets) if (eio.handshake?.sid) sessions.set(eio.handshake.sid, run);
  const opened = silent.get(conn);
  silent.delete(conn);
  const spokenFor = sessions.get(unit.engine?.sid ?? '');
  if (opened !== undefined && spokenFor !== undefined) openedIn.set(conn, spokenFor);
  if ((openedIn.get(conn) ?? run) !== run) return;
  const counting = runIn(runs, run);
  if (opened !== undefined) counting.connections += 1;
  count(counting, entry, opened ?? entry.since);
}

/** Those of the runs in which anything crossed the wire, oldest first. */
export function runsOf({ runs }: RunsFigures): RunFigures[] {
  return [...runs.values()].filter(({ bytes }) => bytes > 0).map(({ seen, ...figures }) => figures);
}

/** `since`: when its connection was opened, of the first that is counted of one; else when it began itself. */
function count(run: Counting, entry: UnitEntry, since: Micros): void {
  const { unit, transport } = entry;
  run.packets += unit.packets.length;
  run.bytes += unit.wire.length;
  if (unit.http?.kind === 'request') run.requests += 1;
  if (unit.ws) run.frames += 1;
  if (transport && !run.transports.includes(transport)) run.transports = [...run.transports, transport];
  countTurn(run, entry, since);
}

/**
 * A round trip is over when the server says something after the client did. Whatever either of them says meanwhile
 * does not make it two: a GET and a POST at the same time are one wait.
 */
function countTurn(run: Counting, { unit, from, to, at, n }: UnitEntry, since: Micros): void {
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

function runIn(runs: Map<number, Counting>, run: number): Counting {
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
