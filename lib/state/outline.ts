import type { Lesson, Step } from '@/lib/lessons/lesson';

/** A lesson without its claims and matches: what a server can hand to a page, and what is read before they have come. */
export interface LessonOutline
  extends Pick<Lesson, 'chapter' | 'slug' | 'title' | 'goal' | 'minutes' | 'cast'> {
  readonly steps: readonly StepOutline[];
}

export interface StepOutline {
  readonly id: string;
  readonly kind: Step['kind'];
  readonly title: string;
  readonly hint: string;
  /** Of a prediction. */
  readonly question?: string;
  readonly choices?: readonly { readonly text: string; readonly right: boolean; readonly because: string }[];
  /** Of a search. */
  readonly asks?: string;
  /** What is being looked for, where a claim says it. */
  readonly says?: string;
}

export function outlineOf({ chapter, slug, title, goal, minutes, cast, steps }: Lesson): LessonOutline {
  return { chapter, slug, title, goal, minutes, cast, steps: steps.map(outlineOfStep) };
}

function outlineOfStep(step: Step): StepOutline {
  const { id, kind, title, hint } = step;
  switch (step.kind) {
    case 'do':
    case 'change':
      return { id, kind, title, hint, says: step.claim.says };
    case 'predict':
      return { id, kind, title, hint, question: step.question, choices: step.choices, says: step.claim.says };
    case 'find':
      return { id, kind, title, hint, asks: step.asks };
  }
}

export function lessonPath({ chapter, slug }: Pick<Lesson, 'chapter' | 'slug'>): string {
  return `${chapter}/${slug}`;
}
