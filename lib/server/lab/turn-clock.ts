import { LIMITS } from '@/lib/lab/limits';

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

  /** Milliseconds of the processor. The work of other threads is counted with it, and that of some turns right before. */
  get worked(): number {
    const { user, system } = process.cpuUsage(this.#cpu);
    return Math.min(this.elapsed, (user + system) / 1000);
  }

  /** What is left to the turn. */
  get left(): number {
    if (this.elapsed > LIMITS.turnMs * MOST_PATIENCE) return 0;
    return Math.max(0, LIMITS.turnMs - this.worked);
  }
}
