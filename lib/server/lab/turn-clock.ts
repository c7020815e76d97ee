import { readFileSync } from 'node:fs';
import { LIMITS } from '@/lib/lab/limits';

/** On a machine that has better things to do a turn may wait for its time, but not for ever. */
const MOST_PATIENCE = 10;

/** How much of the processor the thread had until a moment of a short while ago: to ask takes longer than a turn. */
const SAMPLE_MS = 20;
const LINUX_THREAD = '/proc/thread-self/schedstat';
const threadMs = clockOfThread();
let sampledAt = Number.NEGATIVE_INFINITY;
let sample = 0;

/** Milliseconds of the processor that this thread has had; that the process has had where nobody says more. */
function clockOfThread(): () => number {
  const ofProcess = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const ofThread = () => Number.parseInt(readFileSync(LINUX_THREAD, 'latin1'), 10) / 1e6;
  try {
    return ofThread() > 0 ? ofThread : ofProcess;
  } catch {
    // Not on Linux, or one that keeps no such statistics.
    return ofProcess;
  }
}

function recentMs(now: number): number {
  if (now - sampledAt > SAMPLE_MS) {
    sampledAt = now;
    sample = threadMs();
  }
  return sample;
}

/** How long a turn has taken, by the clock and by what of the processor it had: others may use the machine, too. */
export class TurnClock {
  readonly #began = performance.now();
  readonly #hadMs = recentMs(this.#began);

  /** Milliseconds by the clock. */
  get elapsed(): number {
    return performance.now() - this.#began;
  }

  /** Milliseconds of the processor, those of some turns right before among them. */
  get worked(): number {
    return Math.min(this.elapsed, threadMs() - this.#hadMs);
  }

  /** What is left to the turn. */
  get left(): number {
    if (this.elapsed > LIMITS.turnMs * MOST_PATIENCE) return 0;
    return Math.max(0, LIMITS.turnMs - this.worked);
  }
}
