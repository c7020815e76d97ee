import type { Entry } from '@/lib/session/entry';
import type { FindStep } from './lesson';

/** What to say to somebody who selected this entry for that step, if it is a mistake we know. */
export function adviceOn(step: FindStep, selected: Entry): string | undefined {
  return step.wrong?.find(({ acts }) => {
    const last = acts.at(-1);
    return last?.act === 'find' && last.match?.(selected);
  })?.hint;
}
