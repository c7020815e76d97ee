import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { ClientName, ConnId, TraceEvent } from '@/lib/capture/record';
import { FAULTS, type Fault } from '@/lib/lab/faults';
import { LIMITS } from '@/lib/lab/limits';
import type { Program } from '@/lib/lab/program';
import { Account } from './lab/account';
import type { Lab } from './lab/lab';
import { openLog, type RecordLog } from './observe/log';
import { openConnection, type WireConnection } from './wire/connection';
import { type FaultSet, openFaultSet } from './wire/fault-set';
import { dialRefusal } from './wire/refusal';
import { openSlab } from './wire/slab';

/** Starts the server of a program. Throws `ProgramError` where it does not parse. */
export type StartLab = (
  program: Program,
  options: {
    readonly run: number;
    readonly account: Account;
    readonly onTrace: (event: TraceEvent) => void;
  },
) => Promise<Lab>;

/** The server, and the second one of the fault that wants two. */
export type Node = 1 | 2;

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
  connect(client: ClientName, node?: Node): WireConnection | undefined;
  /** The node that this client's next request goes to. */
  nextNode(client: ClientName): Node;
  /** A connection that a fault answers in the server's place. */
  refuse(client: ClientName, fault: Fault): WireConnection | undefined;
  /** Tells that a fault took the upgrade out of a request on its way. */
  noteStripped(connection: WireConnection, fault: Fault): void;
  /** Settles when the wire is as told, and a second node runs where one is wanted. Answers those that stay. */
  setFaults(faults: readonly Fault[]): Promise<readonly Fault[]>;
  trace(side: 'server' | ClientName, event: TraceEvent): void;
  isKey(key: string | undefined): boolean;
  stop(): void;
}

/** `keepBytes`: how much of its records is kept, which depends on how many labs there are. */
export function openHostedLab(id: string, startLab: StartLab, keepBytes: () => number): HostedLab {
  const key = randomBytes(24).toString('base64url');
  const log = openLog(keepBytes);
  const copy = openSlab();
  const faults = openFaultSet(log.append);
  const connections = new Set<WireConnection>();
  const account = new Account();
  let conns: ConnId = 0;
  let runs = 0;
  let current: { readonly lab: Lab; readonly program: Program } | undefined;
  /** Runs are started one after the other. */
  let starting: Promise<void> = Promise.resolve();
  let isFull = false;
  let isOver = false;
  let second: Lab | undefined;
  /** Where each client's request before the next one went. */
  const turns = new Map<ClientName, Node>();

  const trace = (side: 'server' | ClientName, event: TraceEvent, node: Node = 1) =>
    log.append({ type: 'trace', side, ...(side === 'server' && second && { node }), event });

  async function start(program: Program): Promise<void> {
    const run = runs + 1;
    // Until the old run has ended, what the new one tells is kept back: its records come after `started`.
    let early: TraceEvent[] | undefined = [];
    const onTrace = (event: TraceEvent) => {
      if (early) early.push(event);
      else if (runs === run) trace('server', event);
    };
    const lab = await startLab(program, { run, account, onTrace });
    if (isOver) return lab.stop();
    stop();
    runs = run;
    current = { lab, program };
    trace('server', { kind: 'program', state: 'started', run });
    for (const event of early) trace('server', event);
    early = undefined;
  }

  function stop(): void {
    if (!current) return;
    stopSecond();
    const { lab } = current;
    current = undefined;
    for (const connection of connections) connection.endByServer();
    lab.stop();
    trace('server', { kind: 'program', state: 'stopped', run: runs });
  }

  /** Starts and stops the second node as the faults want it. */
  async function settleNodes(): Promise<void> {
    if (!faults.wantsTwoNodes) return stopSecond();
    if (second || !current) return;
    const { program } = current;
    const run = runs;
    let isOver = false;
    const onTrace = (event: TraceEvent) => {
      if (!isOver) trace('server', event, 2);
    };
    const lab = await startLab(program, { run, account, onTrace });
    second = {
      dial: lab.dial,
      stop() {
        isOver = true;
        lab.stop();
      },
    };
    // Meanwhile the lab may have ended, or the fault.
    if (!current || !faults.wantsTwoNodes) stopSecond();
  }

  function stopSecond(): void {
    const lab = second;
    second = undefined;
    turns.clear();
    if (!lab) return;
    for (const connection of connections) if (connection.node === 2) connection.endByServer();
    lab.stop();
  }

  function open(
    client: ClientName,
    dial: () => Duplex,
    answeredBy: 'server' | 'fault',
    node: Node = 1,
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
      node,
      isOneOfMany: second !== undefined,
      labEnd: dial(),
      faults,
      record: log.append,
      copy,
      answeredBy,
      onGone: () => connections.delete(connection),
    });
    connections.add(connection);
    return connection;
  }

  function noteActed(fault: Fault, { client, conn }: WireConnection, detail: string): void {
    log.append({ type: 'fault', fault: fault.kind, state: 'acted', client, conn, detail });
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
      const started = starting.then(() => start(program)).then(settleNodes);
      // A program that does not parse is its caller's to hear of; the next one may still start.
      starting = started.catch(() => undefined);
      return started;
    },
    connect(client, node = 1) {
      const lab = node === 2 ? second : current?.lab;
      const connection = lab && open(client, () => lab.dial(client), 'server', node);
      const fault = node === 2 && faults.onRequest(client);
      if (connection && fault) {
        const detail = `A request of ${client} goes to node 2, another process, which knows no session of node 1.`;
        noteActed(fault, connection, detail);
      }
      return connection;
    },
    nextNode(client) {
      if (!second || !faults.onRequest(client)) return 1;
      const node = turns.get(client) === 1 ? 2 : 1;
      turns.set(client, node);
      return node;
    },
    refuse(client, fault) {
      const conn = conns + 1;
      const detail = `The upgrade of ${client} to WebSocket was refused with 403.`;
      const onRefuse = () =>
        log.append({ type: 'fault', fault: fault.kind, state: 'acted', client, conn, detail });
      return open(client, () => dialRefusal(onRefuse), 'fault');
    },
    noteStripped(connection, fault) {
      noteActed(
        fault,
        connection,
        `The Upgrade and Connection headers of ${connection.client} were taken out.`,
      );
    },
    async setFaults(wanted) {
      for (const { fault, cut } of faults.replace(wanted)) {
        for (const connection of connections) {
          const { client } = connection;
          if (fault.client !== undefined && fault.client !== client) continue;
          const detail = `${FAULTS.cut.label}: the connection of ${client} was ended with ${cut.toUpperCase()}.`;
          noteActed(fault, connection, detail);
          connection.cut(cut);
        }
      }
      for (const connection of connections) connection.replan();
      // After a start that is under way: nodes run the same program.
      const settled = starting.then(settleNodes);
      starting = settled.catch(() => undefined);
      await settled;
      return faults.held;
    },
    trace,
    isKey(given) {
      if (given === undefined) return false;
      const [ours, theirs] = [Buffer.from(key), Buffer.from(given)];
      return ours.length === theirs.length && timingSafeEqual(ours, theirs);
    },
    stop() {
      isOver = true;
      stop();
      // The wire goes with the lab, whatever it keeps back.
      for (const connection of connections) connection.destroy();
    },
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
