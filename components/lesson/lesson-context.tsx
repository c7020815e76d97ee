'use client';

import { createContext, use } from 'react';
import type { Hunk } from '@/lib/lessons/difference';
import type { StepOutline } from '@/lib/state/outline';

export type StepState = 'done' | 'now' | 'open';

/** One step, as far as this reader has come. */
export interface StepView {
  readonly outline: StepOutline;
  readonly state: StepState;
  readonly expanded: boolean;
  /** What the step before it asks for. */
  readonly follows: StepOutline['kind'] | undefined;
  readonly isLast: boolean;
  /** What was seen on the wire when it was done. */
  readonly seen: string | undefined;
  /** The entry that proved it, while it is on the screen. */
  readonly evidence: number | undefined;
  readonly choice: number | undefined;
  /** The run has shown what was to be predicted. */
  readonly answered: boolean;
  /** What was seen instead of what is looked for, or what is known about this mistake. */
  readonly advice: string | undefined;
}

export interface LessonView {
  step(id: string): StepView | undefined;
  expand(id: string, open: boolean): void;
  choose(id: string, choice: number): void;
  showEntry(n: number): void;
  /** What would complete the step, in words; absent until the lesson's claims have come. */
  solution(id: string): readonly string[] | undefined;
  /** What of the program as it stands the solution would change; nothing where it only looks and waits. */
  changes(id: string): readonly { readonly file: string; readonly hunks: readonly Hunk[] }[];
  solve(id: string): void;
  /** The step is open again, until a new run, or a new choice, completes it. */
  again(id: string): void;
}

const LessonContext = createContext<LessonView | undefined>(undefined);

export const LessonProvider = LessonContext.Provider;

export function useLesson(): LessonView {
  const lesson = use(LessonContext);
  if (!lesson) throw new Error('Broken invariant: a step outside of a lesson');
  return lesson;
}
