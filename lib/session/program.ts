import { firstWhere } from '@/lib/base/first-where';
import type { EntryNumber } from './entry';
import type { Timeline } from './timeline';

/** From this entry on, the program ran, or ran no more. */
export interface ProgramChange {
  readonly n: EntryNumber;
  readonly runs: boolean;
}

/** Whether the program ran just after entry `n`; `undefined` where nothing was told of it by then. */
export function programRunsAt({ index: { programs } }: Timeline, n: EntryNumber): boolean | undefined {
  return programs[firstWhere(programs, (change) => change.n > n) - 1]?.runs;
}
