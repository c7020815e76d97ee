import { LIMITS } from '@/lib/lab/limits';

/*
 * Many labs share one thread, and a turn cannot be halted and gone on with: so who took long pays afterwards.
 *
 *   a turn     up to 100 ms, then it is interrupted
 *   a slice    10 ms of turns, then everybody else is asked first
 *   a pause    after an interrupted turn 0.5 s, 1 s, 2 s … 8 s, and where several labs are in one, 2 s for each of them;
 *              after a long turn of a program that has used up half of its burst, nine times as long as the turn
 *   an end     when the burst is used up by what the program does by itself or does not end: who is only asked a lot by
 *              its clients is slowed, never stopped
 */

/** Turns this short are not charged where a client asked for them: a busy server has many, and others get in between. */
const FREE_MS = 2;
/** Of turns of one lab in a row. */
const SLICE_MS = 10;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;
const PAUSE_BETWEEN_LABS_MS = 2000;
/** A program with less than this left is paced. */
const PACED_BELOW_MS = LIMITS.processorBurstMs / 2;
/** One that is paced has a tenth of the time. */
const PACE = 9;
/** Who was not interrupted for so long begins anew. */
const FORGIVEN_MS = 30_000;
/** What another run of the program has at least. */
const RUN_MS = 1000;
/** How long another run waits for the pauses of the one before, at the most. */
const LONGEST_WAIT_MS = 2000;

/** How long a turn has taken, in milliseconds. */
export interface Took {
  /** By the clock. */
  readonly elapsed: number;
  /** What of the processor it had: to ask takes long, so only where it matters. */
  readonly worked: number;
}

/** What comes of a turn. */
export interface Bill {
  /** How long the program is to wait: 0 until everybody else was asked. */
  readonly pauseMs: number | undefined;
  /** It has no time left, and is not run any more. */
  readonly isBroke: boolean;
}

/** What another thread needs to know of an account. Times are those of `clock`. */
export interface AccountState {
  readonly left: number;
  readonly at: number;
  readonly interruptions: number;
  readonly suspectSince: number;
  readonly pauseEnds: number;
}

/** The labs of one thread that are in a pause. */
export class Line {
  readonly #until = new Map<Account, number>();

  /** How many of them beside this one. */
  besides(account: Account, now: number): number {
    let others = 0;
    for (const [one, until] of this.#until) {
      if (until <= now) this.#until.delete(one);
      else if (one !== account) others += 1;
    }
    return others;
  }
  enter(account: Account, until: number): void {
    this.#until.set(account, until);
  }
  leave(account: Account): void {
    this.#until.delete(account);
  }
}

const everybody = new Line();

/** The same moment is the same number in every thread. */
const clock = () => performance.timeOrigin + performance.now();

/** The time of the processor that a lab has left, over all its runs: it comes in steadily and goes with every long turn. */
export class Account {
  readonly #now: () => number;
  readonly #line: Line;
  #left: number = LIMITS.processorBurstMs;
  #at: number;
  /** Of the turns in a row, less the time between them. */
  #slice = 0;
  #interruptions = 0;
  /** When the pause after the last interruption ends. */
  #suspectSince = Number.NEGATIVE_INFINITY;
  #pauseEnds = 0;

  constructor(now = clock, line = everybody) {
    this.#now = now;
    this.#line = line;
    this.#at = now();
  }

  /** One of its turns was interrupted not long ago. */
  get isSuspect(): boolean {
    return this.#now() - this.#suspectSince <= FORGIVEN_MS;
  }

  get state(): AccountState {
    return {
      left: this.#left,
      at: this.#at,
      interruptions: this.#interruptions,
      suspectSince: this.#suspectSince,
      pauseEnds: this.#pauseEnds,
    };
  }

  set state({ left, at, interruptions, suspectSince, pauseEnds }: AccountState) {
    this.#left = left;
    this.#at = at;
    this.#interruptions = interruptions;
    this.#suspectSince = suspectSince;
    this.#pauseEnds = pauseEnds;
  }

  /** A turn is over. `own`: the program's own wish, not asked for by a client. */
  spend(took: Took, turn: { readonly own: boolean; readonly interrupted: boolean }): Bill {
    const now = this.#now();
    const ms = took.elapsed;
    // In a pause nothing comes in: the program had no use for it.
    const between = Math.max(0, now - Math.max(this.#at, this.#pauseEnds));
    this.#left = Math.min(LIMITS.processorBurstMs, this.#left + between * LIMITS.processorShare);
    this.#slice = Math.max(0, this.#slice - Math.max(0, between - ms)) + ms;
    this.#at = now;
    if (turn.own || turn.interrupted) this.#left -= ms;
    else if (ms > FREE_MS) this.#left = Math.max(this.#left - ms, Math.min(this.#left, PACED_BELOW_MS));
    const pauseMs = this.#pause(took, turn.interrupted, now);
    if (pauseMs !== undefined) {
      this.#slice = 0;
      this.#pauseEnds = now + pauseMs;
    }
    return { pauseMs, isBroke: this.#left <= 0 };
  }

  /** Another run of the program begins in so many milliseconds. */
  beginRun(): number {
    const now = this.#now();
    this.#left = Math.max(this.#left, RUN_MS);
    this.#slice = 0;
    return Math.max(0, Math.min(this.#pauseEnds - now, LONGEST_WAIT_MS));
  }

  /** The run is over, and its pause with it. */
  endRun(): void {
    this.#line.leave(this);
  }

  #pause(took: Took, interrupted: boolean, now: number): number | undefined {
    if (interrupted) {
      if (!this.isSuspect) this.#interruptions = 0;
      const alone = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#interruptions++);
      const pause = Math.max(alone, PAUSE_BETWEEN_LABS_MS * this.#line.besides(this, now));
      this.#suspectSince = now + pause;
      this.#line.enter(this, now + pause);
      return pause;
    }
    if (took.elapsed > SLICE_MS && this.#left <= PACED_BELOW_MS && took.worked > SLICE_MS)
      return took.worked * PACE;
    return this.#slice > SLICE_MS ? 0 : undefined;
  }
}
