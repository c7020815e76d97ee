import { dissect } from '@/lib/dissect/dissect';
import type { Field } from '@/lib/dissect/layer';
import type { Lesson, Step, Verdict } from '@/lib/lessons/lesson';
import { seenOf } from '@/lib/lessons/seen';
import type { Entry, EntryNumber } from '@/lib/session/entry';
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
const ANOTHER_ENTRY = 'Not this one. What is asked for is another entry.';
const NOW_THE_FIELD =
  'This is the right entry. Now select the field in it: among its fields, or in its bytes.';
const ANOTHER_FIELD = 'The right entry, and another field of it.';
const INSIDE = 'It is in here: unfold this field, and select the part.';

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
      if (!entry) return OPEN;
      if (!step.matches(entry, timeline)) return { done: false, instead: ANOTHER_ENTRY };
      const instead = step.field === undefined ? undefined : missOf(step.field, situation.field, entry);
      return instead === undefined ? { done: true, evidence: [entry.n] } : { done: false, instead };
    }
  }
}

/** What is still wrong with the field that was chosen. One that is these very bytes, by the name of the whole, is right. */
function missOf(sought: string, chosen: FieldPlace | undefined, entry: Entry): string | undefined {
  if (!chosen) return NOW_THE_FIELD;
  if (chosen.key === sought) return undefined;
  const fields = entry.kind === 'unit' ? dissect(entry.unit).layers.flatMap((layer) => layer.fields) : [];
  const part = partsOf(fields, chosen).find(({ key }) => key === sought);
  if (!part) return ANOTHER_FIELD;
  return part.start === chosen.start && part.end === chosen.end ? undefined : INSIDE;
}

/** All that the chosen field is made of, however deep. */
function partsOf(fields: readonly Field[], chosen: FieldPlace): readonly Field[] {
  return fields.flatMap((field) => {
    const children = field.children ?? [];
    return isPlace(field, chosen) ? allOf(children) : partsOf(children, chosen);
  });
}

function isPlace(field: Field, place: FieldPlace): boolean {
  return (
    field.key === place.key &&
    field.buffer === place.buffer &&
    field.start === place.start &&
    field.end === place.end
  );
}

function allOf(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => [field, ...allOf(field.children ?? [])]);
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
