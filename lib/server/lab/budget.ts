import { LIMITS } from '@/lib/lab/limits';

/** Answers this short are not charged: a busy server has many of them, and everybody else gets in between. */
const FREE_MS = 2;

/** The time of the processor that a lab has left: it comes in steadily and goes with every long turn. */
export class Budget {
  #left: number = LIMITS.processorBurstMs;
  #at = performance.now();

  /** `own`: the turn was the program's own wish, not asked for by a client. `false` when no time is left. */
  spend(ms: number, own: boolean): boolean {
    const now = performance.now();
    this.#left = Math.min(LIMITS.processorBurstMs, this.#left + (now - this.#at) * LIMITS.processorShare);
    this.#at = now;
    if (own || ms > FREE_MS) this.#left -= ms;
    return this.#left > 0;
  }
}
