import { LIMITS } from '@/lib/lab/limits';

/** Answers this short are not charged: a busy server has many of them, and everybody else gets in between. */
const FREE_MS = 2;

/** On a machine that has better things to do a turn may wait for its time, but not for ever. */
const MOST_PATIENCE = 10;

/** How much of the processor the process had until a moment of a short while ago: to ask takes longer than a turn. */
const SAMPLE_MS = 20;
let sampledAt = Number.NEGATIVE_INFINITY;
let sample = process.cpuUsage();

function recentCpu(now: number): NodeJS.CpuUsage {
  if (now - sampledAt > SAMPLE_MS) {
    sampledAt = now;
    sample = process.cpuUsage();
  }
  return sample;
}

/** How long a turn has taken, by the clock and by what of the processor it had: others may use the machine, too. */
export class TurnClock {
  readonly #began = performance.now();
  readonly #cpu = recentCpu(this.#began);

  /** Milliseconds by the clock. */
  get elapsed(): number {
    return performance.now() - this.#began;
  }

  /** What is left to the turn. The work of other threads is counted with it, and that of some turns right before. */
  left(): number {
    const { elapsed } = this;
    if (elapsed > LIMITS.turnMs * MOST_PATIENCE) return 0;
    const { user, system } = process.cpuUsage(this.#cpu);
    return Math.max(0, LIMITS.turnMs - Math.min(elapsed, (user + system) / 1000));
  }
}

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
