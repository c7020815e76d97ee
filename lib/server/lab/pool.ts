import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { TraceEvent } from '@/lib/capture/record';
import type { StartLab } from '../hosted-lab';
import type { Account } from './account';
import { type Bundles, loadBundles } from './bundle';
import { Channel } from './channel';
import { ProgramError } from './lab';
import type { Beginning, FromThread, ToThread } from './pool-message';
import { WireEnd } from './wire-end';
import { workerCode } from './worker-code';

/*
 * The labs' programs run in threads beside the one that taps the wire and serves the pages.
 *
 *   ordinary threads   a new lab goes to the one with the fewest, and stays there
 *   the slow thread    for labs whose program was interrupted lately, from their next run on: they hold up each other only
 */

export interface Pool {
  readonly startLab: StartLab;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** How many ordinary threads. */
  readonly size?: number;
  /** What each thread runs; a test makes one that breaks. */
  readonly code?: string;
}

const FEWEST_THREADS = 2;
const MOST_THREADS = 4;
/**
 * As much as a kernel takes of a client at once. A request that is refused before it was read to its end has been sent
 * by then, so that its connection may be used again.
 */
const CLIENT_WINDOW = 256 * 1024;

/** Opens the ordinary threads, and settles when they are warm: the first lab starts as fast as the next. */
export async function openPool(options: PoolOptions = {}): Promise<Pool> {
  const { size = ordinaryThreads() } = options;
  const [bundles, code] = await Promise.all([loadBundles(), options.code ?? workerCode()]);
  const numbers = new Numbers();
  const open = (onSuspect: () => void) => new Thread(code, bundles, numbers, onSuspect);
  const homes = new WeakMap<Account, Place>();
  // It is there before the first of its labs is run again, and not at all where none ever loops.
  const slow = new Place(() => open(() => {}));
  const ordinary = Array.from({ length: size }, () => new Place(() => open(() => slow.take())));
  await Promise.all(ordinary.map((place) => place.take().warm));

  function placeFor(account: Account): Place {
    if (account.isSuspect) return slow;
    const home = homes.get(account);
    if (home && home !== slow) return home;
    return ordinary.reduce((least, place) => (place.labs < least.labs ? place : least));
  }

  return {
    startLab(program, options) {
      const place = placeFor(options.account);
      homes.set(options.account, place);
      return place.take().start(program, { ...options, isHome: () => homes.get(options.account) === place });
    },
    async close() {
      await Promise.all([slow, ...ordinary].map((place) => place.close()));
    },
  };
}

function ordinaryThreads(): number {
  return Math.max(FEWEST_THREADS, Math.min(MOST_THREADS, availableParallelism()));
}

/** Where a thread is: another one comes in its place when it dies. */
class Place {
  readonly #open: () => Thread;
  #thread: Thread | undefined;

  constructor(open: () => Thread) {
    this.#open = open;
  }

  take(): Thread {
    if (!this.#thread?.isAlive) this.#thread = this.#open();
    return this.#thread;
  }

  /** How many run there. */
  get labs(): number {
    return this.#thread?.labs ?? 0;
  }

  async close(): Promise<void> {
    await this.#thread?.close();
  }
}

/** The names of things in all threads. */
class Numbers {
  #last = 0;
  readonly #accounts = new WeakMap<Account, number>();

  next(): number {
    return ++this.#last;
  }

  of(account: Account): number {
    const number = this.#accounts.get(account) ?? this.next();
    this.#accounts.set(account, number);
    return number;
  }
}

type StartOptions = Parameters<StartLab>[1] & {
  /** The account is kept in this thread. */
  readonly isHome: () => boolean;
};

interface Run extends StartOptions {
  /** Until it has started. */
  waiting: { readonly done: () => void; readonly fail: (error: Error) => void } | undefined;
}

class Thread {
  readonly #worker: Worker;
  readonly #channel: Channel<ToThread, FromThread>;
  readonly #numbers: Numbers;
  readonly #onSuspect: () => void;
  readonly #runs = new Map<number, Run>();
  /** Settles when its first lab will start as fast as the next, or never will. */
  readonly warm: Promise<void>;
  #isWarm: () => void = () => {};
  #isAlive = true;

  constructor(code: string, bundles: Bundles, numbers: Numbers, onSuspect: () => void) {
    this.warm = new Promise((resolve) => {
      this.#isWarm = resolve;
    });
    const workerData: Beginning = { bundles };
    this.#numbers = numbers;
    this.#onSuspect = onSuspect;
    this.#worker = new Worker(code, { eval: true, workerData, execArgv: [], name: 'labs' });
    this.#channel = new Channel(this.#worker, (message) => this.#hear(message), CLIENT_WINDOW);
    // An exception that nobody caught is ours, never a program's. It would have ended the process, had it come there.
    this.#worker.on('error', (error) => {
      console.error(error);
      this.#end(error, threadDied());
    });
    this.#worker.on('exit', (code) =>
      this.#end(new Error(`The labs’ thread ended with ${code}.`), threadDied()),
    );
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get labs(): number {
    return this.#runs.size;
  }

  async start(
    program: Parameters<StartLab>[0],
    options: StartOptions,
  ): Promise<Awaited<ReturnType<StartLab>>> {
    const lab = this.#numbers.next();
    const { run, account } = options;
    // A thread that waits for labs keeps no process going, but who waits for it does.
    this.#worker.ref();
    await new Promise<void>((done, fail) => {
      this.#runs.set(lab, { ...options, waiting: { done, fail } });
      const known = { number: this.#numbers.of(account), state: account.state };
      this.#channel.send({ type: 'start', lab, program, run, account: known });
    }).finally(() => this.#rest());
    return {
      dial: () => {
        if (!this.#runs.has(lab)) return WireEnd.refused();
        const number = this.#numbers.next();
        this.#channel.send({ type: 'dial', lab, number });
        return this.#channel.wire(number);
      },
      stop: () => {
        if (this.#runs.delete(lab)) this.#channel.send({ type: 'stop', lab });
      },
    };
  }

  async close(): Promise<void> {
    this.#end(new Error('The threads of the labs are closed.'));
    await this.#worker.terminate();
  }

  #hear(message: FromThread): void {
    if (message.type === 'warm') {
      this.#isWarm();
      this.#rest();
      return;
    }
    const run = this.#runs.get(message.lab);
    if (!run) return;
    switch (message.type) {
      case 'started':
        run.waiting?.done();
        run.waiting = undefined;
        return;
      case 'failed': {
        const { error, place } = message;
        this.#runs.delete(message.lab);
        run.waiting?.fail(place ? new ProgramError(error.message, place) : error);
        return;
      }
      case 'trace':
        run.onTrace(message.event);
        return;
      case 'account':
        if (run.isHome()) run.account.state = message.state;
        this.#onSuspect();
    }
  }

  #rest(): void {
    if (![...this.#runs.values()].some(({ waiting }) => waiting)) this.#worker.unref();
  }

  /** Its labs end with it, as processes do, and `told` says why. */
  #end(error: Error, told?: TraceEvent): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#isWarm();
    for (const { waiting, onTrace } of this.#runs.values()) {
      if (waiting) waiting.fail(error);
      else if (told) onTrace(told);
    }
    this.#runs.clear();
    this.#channel.lose();
  }
}

function threadDied(): TraceEvent {
  return {
    kind: 'exception',
    phase: 'limit',
    name: 'SandboxError',
    message:
      'The thread that ran this program, and others, broke, and the program ended with it. Run starts it anew.',
  };
}
