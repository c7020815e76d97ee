import type { Lesson, Step, Verdict } from '@/lib/lessons/lesson';
import { seenOf } from '@/lib/lessons/seen';
import type { EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { FieldPlace } from './selection';
import type { Choice } from './steps';

/** What a step may be judged by. */
export interface Situation {
  readonly timeline: Timeline;
  readonly run: number;
  readonly choice: Choice | undefined;
  readonly entry: EntryNumber | undefined;
  readonly field: FieldPlace | undefined;
  /** Of a step that is done once more: the run that cannot complete it again. */
  readonly again?: number | undefined;
}

export type Judgement =
  | { readonly done: true; readonly evidence: readonly EntryNumber[] }
  /** `answered`: the run has shown what was to be predicted, though the prediction was another. */
  | { readonly done: false; readonly instead?: string; readonly answered?: boolean };

const OPEN: Judgement = { done: false };
const NOW_THE_FIELD =
  'This is the right entry. Now select the field in it: among its fields, or in its bytes.';
const ANOTHER_FIELD = 'The right entry, and another field of it.';

export function judge(step: Step, situation: Situation): Judgement {
  const { timeline, run, again } = situation;
  if (again !== undefined && run <= again && step.kind !== 'find') return OPEN;
  switch (step.kind) {
    case 'do':
    case 'change':
      return judged(step.claim.holds(seenOf(timeline, run)));
    case 'predict':
      return judgePrediction(step, situation);
    case 'find': {
      const entry = situation.entry === undefined ? undefined : timeline.entries.nth(situation.entry);
      if (!entry || !step.matches(entry, timeline)) return OPEN;
      if (step.field !== undefined && situation.field?.key !== step.field)
        return { done: false, instead: situation.field ? ANOTHER_FIELD : NOW_THE_FIELD };
      return { done: true, evidence: [entry.n] };
    }
  }
}

/** The run must come after the first choice: who has seen the answer has not predicted it. */
function judgePrediction(step: Step & { kind: 'predict' }, { timeline, run, choice }: Situation): Judgement {
  const runs = step.solution.some(({ act }) => act === 'run');
  if (!choice || (runs && run <= choice.sinceRun)) return OPEN;
  const verdict = step.claim.holds(seenOf(timeline, run));
  if (!verdict.holds) return judged(verdict);
  if (step.choices[choice.index]?.right) return judged(verdict);
  return { done: false, answered: true };
}

function judged(verdict: Verdict): Judgement {
  if (verdict.holds) return { done: true, evidence: verdict.evidence };
  return verdict.instead === undefined ? OPEN : { done: false, instead: verdict.instead };
}

/** The first step that is not done yet. */
export function currentStep(
  lesson: Pick<Lesson, 'steps'>,
  done: { readonly [step: string]: string },
): Step | undefined {
  return lesson.steps.find(({ id }) => done[id] === undefined);
}
