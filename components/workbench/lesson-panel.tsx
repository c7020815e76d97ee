'use client';

import { type ReactNode, useMemo } from 'react';
import { LessonProvider, type LessonView, type StepView } from '@/components/lesson/lesson-context';
import { LessonFrame } from '@/components/lesson/lesson-frame';
import { perform } from '@/lib/state/acts';
import { type LessonOutline, lessonPath, type StepOutline } from '@/lib/state/outline';
import type { Files } from '@/lib/state/program';
import { forgetLesson } from '@/lib/state/progress';
import { solutionText } from '@/lib/state/solution-text';
import { currentRun } from '@/lib/state/totals';
import { useLessonProgress } from '@/lib/state/use-progress';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { useJudge } from './use-judge';

interface LessonPanelProps {
  readonly outline: LessonOutline;
  readonly eyebrow: string;
  readonly solution: Files;
  readonly next: { readonly href: string; readonly title: string } | undefined;
  readonly children: ReactNode;
}

/** The lesson beside the code: its prose, and its steps as far as this reader has come. */
export function LessonPanel({ outline, eyebrow, solution, next, children }: LessonPanelProps) {
  const workbench = useWorkbench();
  const { store, recording } = workbench;
  const path = lessonPath(outline);
  const done = useLessonProgress(path);
  const choices = useWorkbenchState((state) => state.choices);
  const witnesses = useWorkbenchState((state) => state.witnesses);
  const unfolded = useWorkbenchState((state) => state.unfolded);
  const { lesson, judgement, advice } = useJudge(path, done);

  const view = useMemo((): LessonView => {
    const { unfold, choose, select, turnTo } = store.getState();
    const now = outline.steps.find(({ id }) => done[id] === undefined)?.id;

    function stepView(step: StepOutline): StepView {
      const isNow = step.id === now;
      const seen = done[step.id];
      return {
        outline: step,
        state: seen !== undefined ? 'done' : isNow ? 'now' : 'open',
        expanded: unfolded[step.id] ?? isNow,
        seen,
        evidence: witnesses[step.id]?.[0],
        choice: choices[step.id]?.index,
        answered: isNow && judgement?.done === false && judgement.answered === true,
        advice: isNow ? advice : undefined,
      };
    }

    return {
      step: (id) => {
        const step = outline.steps.find((one) => one.id === id);
        return step && stepView(step);
      },
      expand: unfold,
      choose: (id, choice) => choose(id, choice, currentRun(recording.timeline())),
      showEntry: (n) => {
        select(n);
        turnTo('ladder');
      },
      solution: (id) => {
        const step = lesson?.steps.find((one) => one.id === id);
        return step && solutionText(step.solution, step.kind === 'predict' ? step.choices : []);
      },
      solve: (id) => {
        const step = lesson?.steps.find((one) => one.id === id);
        if (step) void perform(step, step.solution, { ...workbench, solution });
      },
    };
  }, [
    workbench,
    store,
    recording,
    outline,
    solution,
    lesson,
    done,
    choices,
    witnesses,
    unfolded,
    judgement,
    advice,
  ]);

  return (
    <LessonProvider value={view}>
      <LessonFrame
        eyebrow={eyebrow}
        title={outline.title}
        goal={outline.goal}
        done={outline.steps.filter(({ id }) => done[id] !== undefined).length}
        steps={outline.steps.length}
        next={next}
        onForget={() => {
          forgetLesson(path);
          store.getState().forgetSteps();
        }}
      >
        {children}
      </LessonFrame>
    </LessonProvider>
  );
}
