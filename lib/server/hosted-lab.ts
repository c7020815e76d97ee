import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { ClientName, ConnId, TraceEvent } from '@/lib/capture/record';
import { FAULTS, type Fault } from '@/lib/lab/faults';
import { LIMITS } from '@/lib/lab/limits';
import type { Program } from '@/lib/lab/program';
import type { Lab } from './lab/lab';
import { openLog, type RecordLog } from './observe/log';
import { openConnection, type WireConnection } from './wire/connection';
import { type FaultSet, openFaultSet } from './wire/fault-set';
import { dialRefusal } from './wire/refusal';

/** Starts the server of a program. Throws `ProgramError` where it does not parse. */
export type StartLab = (
  program: Program,
  options: { readonly run: number; readonly onTrace: (event: TraceEvent) => void },
) => Promise<Lab>;

/** One learner's lab over all its runs: its server, its wire with the faults on it, and its records. */
export interface HostedLab {
  readonly id: string;
  readonly key: string;
  readonly log: RecordLog;
  readonly faults: FaultSet;
  readonly program: Program;
  /** A program of it has started, at some time. */
  readonly hasRun: boolean;
  readonly connections: ReadonlySet<WireConnection>;
  /** Runs `program` in the place of the one before, which goes on where the new one does not parse. */
  run(program: Program): Promise<void>;
  /** A new connection of one of the cast; `undefined` where the lab has as many as it may. */
  connect(client: ClientName): WireConnection | undefined;
  /** A connection that a fault answers in the server's place. */
  refuse(client: ClientName, fault: Fault): WireConnection | undefined;
  /** Tells that a fault took the upgrade out of a request on its way. */
  noteStripped(connection: WireConnection, fault: Fault): void;
  setFaults(faults: readonly Fault[]): readonly Fault[];
  trace(side: 'server' | ClientName, event: TraceEvent): void;
  isKey(key: string | undefined): boolean;
  stop(): void;
}

export function openHostedLab(id: string, startLab: StartLab): HostedLab {
  const key = randomBytes(24).toString('base64url');
  const log = openLog(LIMITS.recordedBytes);
  const faults = openFaultSet(log.append);
  const connections = new Set<WireConnection>();
  let conns: ConnId = 0;
  let runs = 0;
  let current: { readonly lab: Lab; readonly program: Program } | undefined;
  /** Runs are started one after the other. */
  let starting: Promise<void> = Promise.resolve();
  let isFull = false;

  const trace = (side: 'server' | ClientName, event: TraceEvent) =>
    log.append({ type: 'trace', side, event });

  async function start(program: Program): Promise<void> {
    const run = runs + 1;
    // Until the old run has ended, what the new one tells is kept back: its records come after `started`.
    let early: TraceEvent[] | undefined = [];
    const onTrace = (event: TraceEvent) => {
      if (early) early.push(event);
      else if (runs === run) trace('server', event);
    };
    const lab = await startLab(program, { run, onTrace });
    stop();
    runs = run;
    current = { lab, program };
    trace('server', { kind: 'program', state: 'started', run });
    for (const event of early) trace('server', event);
    early = undefined;
  }

  function stop(): void {
    if (!current) return;
    const { lab } = current;
    current = undefined;
    for (const connection of connections) connection.endByServer();
    lab.stop();
    trace('server', { kind: 'program', state: 'stopped', run: runs });
  }

  function open(
    client: ClientName,
    dial: () => Duplex,
    answeredBy: 'server' | 'fault',
  ): WireConnection | undefined {
    if (connections.size >= LIMITS.connections) {
      if (!isFull) trace('server', tooManyConnections());
      isFull = true;
      return undefined;
    }
    isFull = false;
    conns += 1;
    const connection = openConnection({
      client,
      conn: conns,
      labEnd: dial(),
      faults,
      record: log.append,
      answeredBy,
      onGone: () => connections.delete(connection),
    });
    connections.add(connection);
    return connection;
  }

  return {
    id,
    key,
    log,
    faults,
    connections,
    get program() {
      return current?.program ?? { files: {}, cast: [] };
    },
    get hasRun() {
      return runs > 0;
    },
    run(program) {
      const started = starting.then(() => start(program));
      // A program that does not parse is its caller's to hear of; the next one may still start.
      starting = started.catch(() => undefined);
      return started;
    },
    connect(client) {
      const lab = current?.lab;
      return lab && open(client, () => lab.dial(client), 'server');
    },
    refuse(client, fault) {
      const conn = conns + 1;
      const detail = `The upgrade of ${client} to WebSocket was refused with 403.`;
      const onRefuse = () =>
        log.append({ type: 'fault', fault: fault.kind, state: 'acted', client, conn, detail });
      return open(client, () => dialRefusal(onRefuse), 'fault');
    },
    noteStripped({ client, conn }, fault) {
      const detail = `The Upgrade and Connection headers of ${client} were taken out.`;
      log.append({ type: 'fault', fault: fault.kind, state: 'acted', client, conn, detail });
    },
    setFaults(wanted) {
      for (const { fault, cut } of faults.replace(wanted)) {
        for (const connection of connections) {
          const { client, conn } = connection;
          if (fault.client !== undefined && fault.client !== client) continue;
          const detail = `${FAULTS.cut.label}: the connection of ${client} was ended with ${cut.toUpperCase()}.`;
          log.append({ type: 'fault', fault: fault.kind, state: 'acted', client, conn, detail });
          connection.cut(cut);
        }
      }
      for (const connection of connections) connection.replan();
      return faults.held;
    },
    trace,
    isKey(given) {
      if (given === undefined) return false;
      const [ours, theirs] = [Buffer.from(key), Buffer.from(given)];
      return ours.length === theirs.length && timingSafeEqual(ours, theirs);
    },
    stop,
  };
}

function tooManyConnections(): TraceEvent {
  return {
    kind: 'exception',
    phase: 'limit',
    name: 'ConnectionLimit',
    message: `The lab has ${LIMITS.connections} connections open, as many as it may. Another one was answered 503.`,
  };
}
