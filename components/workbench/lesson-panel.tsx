'use client';

import { type ReactNode, use, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { LessonProvider, type LessonView, type StepView } from '@/components/lesson/lesson-context';
import { LessonFrame, type LessonLink } from '@/components/lesson/lesson-frame';
import { TaskStrip } from '@/components/lesson/task-strip';
import { differenceOf } from '@/lib/lessons/difference';
import { filesAfter, filesBefore } from '@/lib/lessons/files-after';
import { perform } from '@/lib/state/acts';
import { type LessonOutline, lessonPath, type StepOutline } from '@/lib/state/outline';
import { dirtyFiles, type Files } from '@/lib/state/program';
import { forgetLesson, forgetStep } from '@/lib/state/progress';
import { solutionText } from '@/lib/state/solution-text';
import { currentRun } from '@/lib/state/totals';
import { useLessonProgress } from '@/lib/state/use-progress';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { TaskPlace } from './task-place';
import { useJudge } from './use-judge';

interface LessonPanelProps {
  readonly outline: LessonOutline;
  readonly eyebrow: string;
  readonly solution: Files;
  readonly previous: LessonLink | undefined;
  readonly next: LessonLink | undefined;
  readonly children: ReactNode;
}

/** The lesson beside the code: its prose, and its steps as far as this reader has come. */
export function LessonPanel({ outline, eyebrow, solution, previous, next, children }: LessonPanelProps) {
  const workbench = useWorkbench();
  const { store, recording, conductor } = workbench;
  const path = lessonPath(outline);
  const done = useLessonProgress(path);
  const choices = useWorkbenchState((state) => state.choices);
  const witnesses = useWorkbenchState((state) => state.witnesses);
  const unfolded = useWorkbenchState((state) => state.unfolded);
  const files = useWorkbenchState((state) => state.files);
  const { lesson, judgement, advice } = useJudge(path, done);
  const taskPlace = use(TaskPlace);
  const doneCount = outline.steps.filter(({ id }) => done[id] !== undefined).length;
  const isAnswered = judgement?.done === false && judgement.answered === true;

  const view = useMemo((): LessonView => {
    const { unfold, choose, select, turnTo } = store.getState();
    const now = outline.steps.find(({ id }) => done[id] === undefined)?.id;

    function stepView(step: StepOutline, place: number): StepView {
      const isNow = step.id === now;
      const seen = done[step.id];
      // What was done just now is still to be read: why the prediction was right, and what to look at.
      const doneHere = seen !== undefined && witnesses[step.id] !== undefined;
      return {
        outline: step,
        state: seen !== undefined ? 'done' : isNow ? 'now' : 'open',
        expanded: unfolded[step.id] ?? (isNow || doneHere),
        follows: outline.steps[place - 1]?.kind,
        isLast: place === outline.steps.length - 1,
        seen,
        evidence: witnesses[step.id]?.[0],
        choice: choices[step.id]?.index,
        answered: isNow && isAnswered,
        advice: isNow ? advice : undefined,
      };
    }

    return {
      step: (id) => {
        const place = outline.steps.findIndex((one) => one.id === id);
        const step = outline.steps[place];
        return step && stepView(step, place);
      },
      expand: unfold,
      choose: (id, choice) => choose(id, choice, currentRun(recording.timeline())),
      showEntry: (n) => {
        select(n);
        turnTo('ladder');
      },
      solution: (id) => {
        const step = lesson?.steps.find((one) => one.id === id);
        if (!step) return undefined;
        const { pristine } = store.getState();
        const resets =
          filesBefore(step.solution, files, pristine) !== files && dirtyFiles(files, pristine).length > 0;
        const acts = solutionText(step, recording.timeline());
        return resets ? ['Begin with the lesson’s program; Undo brings your own back.', ...acts] : acts;
      },
      changes: (id) => {
        const step = lesson?.steps.find((one) => one.id === id);
        const { pristine } = store.getState();
        const after = step
          ? filesAfter(filesBefore(step.solution, files, pristine), step.solution, solution)
          : files;
        return [...new Set([...Object.keys(files), ...Object.keys(after)])].flatMap((file) => {
          const hunks = differenceOf(files[file] ?? '', after[file] ?? '');
          return hunks.length === 0 ? [] : [{ file, hunks }];
        });
      },
      again: (id) => {
        forgetStep(path, id);
        store.getState().restart([id], currentRun(recording.timeline()));
        select(undefined);
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
    path,
    files,
    solution,
    lesson,
    done,
    choices,
    witnesses,
    unfolded,
    isAnswered,
    advice,
  ]);

  return (
    <LessonProvider value={view}>
      <LessonFrame
        eyebrow={eyebrow}
        title={outline.title}
        goal={outline.goal}
        done={doneCount}
        steps={outline.steps.length}
        previous={previous}
        next={next}
        onForget={() => {
          const { restart, reset, select } = store.getState();
          forgetLesson(path);
          restart(
            outline.steps.map(({ id }) => id),
            currentRun(recording.timeline()),
          );
          select(undefined);
          reset();
          void conductor.putFaults([]);
        }}
      >
        {children}
      </LessonFrame>
      {taskPlace &&
        createPortal(
          <TaskStrip
            done={doneCount}
            steps={outline.steps.length}
            title={outline.steps.find(({ id }) => done[id] === undefined)?.title}
            advice={isAnswered ? 'The run shows something else than you chose: see why.' : advice}
            onReturn={() => store.getState().turnTo('side')}
          />,
          taskPlace,
        )}
    </LessonProvider>
  );
}
