import type { Act, Match } from './lesson';

export const RUN: Act = { act: 'run' };
/** Takes every fault off the wire. */
export const CLEAR: Act = { act: 'fault', faults: [] };

/** Run, wait for the entry that is asked for, and select it. */
export function runAndFind(match: Match): readonly Act[] {
  return [RUN, { act: 'see', match }, { act: 'find' }];
}

/** The same with an entry that was not asked for. */
export function runAndSelect(match: Match): readonly Act[] {
  return [RUN, { act: 'see', match }, { act: 'find', match }];
}
