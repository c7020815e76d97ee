import type { StateCreator } from 'zustand';
import type { EntryNumber } from '@/lib/session/entry';
import type { WorkbenchState } from './store';

export interface Choice {
  readonly index: number;
  /** The run that was on the screen at the first choice: only a later one can answer it. */
  readonly sinceRun: number;
}

export interface StepsSlice {
  /** By step: what the reader predicted. */
  readonly choices: { readonly [step: string]: Choice };
  /** By step: the entries that proved it, while they are on the screen. */
  readonly witnesses: { readonly [step: string]: readonly EntryNumber[] };
  /** By step: folded or unfolded by the reader, against the rule that only the current one is open. */
  readonly unfolded: { readonly [step: string]: boolean };
  /** By step that is done once more: the run that was on the screen. Only a later one can complete it again. */
  readonly again: { readonly [step: string]: number };
  /** The step the reader went to; the address names it. */
  readonly at: string | undefined;
  choose(step: string, index: number, run: number): void;
  witness(step: string, evidence: readonly EntryNumber[]): void;
  unfold(step: string, open: boolean): void;
  /** Begins steps anew, as if nothing had been chosen and seen until this run. */
  restart(steps: readonly string[], run: number): void;
}

export const createStepsSlice: StateCreator<WorkbenchState, [], [], StepsSlice> = (set) => ({
  choices: {},
  witnesses: {},
  unfolded: {},
  again: {},
  at: undefined,

  // Choosing again after the answer was seen does not ask for another run.
  choose: (step, index, run) =>
    set(({ choices }) => ({
      choices: { ...choices, [step]: { index, sinceRun: choices[step]?.sinceRun ?? run } },
    })),
  witness: (step, evidence) => set(({ witnesses }) => ({ witnesses: { ...witnesses, [step]: evidence } })),
  unfold: (step, open) =>
    set(({ unfolded, at }) => ({ unfolded: { ...unfolded, [step]: open }, at: open ? step : at })),
  restart: (steps, run) =>
    set(({ choices, witnesses, unfolded, again, at }) => ({
      choices: without(choices, steps),
      witnesses: without(witnesses, steps),
      unfolded: without(unfolded, steps),
      again: { ...again, ...Object.fromEntries(steps.map((step) => [step, run])) },
      at: at !== undefined && steps.includes(at) ? undefined : at,
    })),
});

function without<T>(map: { readonly [step: string]: T }, steps: readonly string[]): { [step: string]: T } {
  return Object.fromEntries(Object.entries(map).filter(([step]) => !steps.includes(step)));
}
