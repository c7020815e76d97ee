'use client';

import type { ReactNode } from 'react';
import type { LessonLink } from '@/components/lesson/lesson-frame';
import type { Program } from '@/lib/lab/program';
import { type LessonOutline, lessonPath } from '@/lib/state/outline';
import type { Files } from '@/lib/state/program';
import { LessonPanel } from './lesson-panel';
import { RecordedRun } from './recorded-run';
import { Workbench } from './workbench';

interface LessonWorkbenchProps {
  readonly outline: LessonOutline;
  readonly eyebrow: string;
  readonly files: Files;
  readonly solution: Files;
  readonly previous: LessonLink | undefined;
  readonly next: LessonLink | undefined;
  /** The prose. */
  readonly children: ReactNode;
}

export function LessonWorkbench(props: LessonWorkbenchProps) {
  const { outline, eyebrow, files, solution, previous, next, children } = props;
  const program: Program = { files, cast: outline.cast };
  return (
    // Another lesson is another workbench, with a lab of its own.
    <Workbench
      key={lessonPath(outline)}
      program={program}
      keptAs={`learn/${lessonPath(outline)}`}
      sideLabel="Lesson"
      notice={<RecordedRun outline={outline} solution={solution} />}
      side={
        <LessonPanel outline={outline} eyebrow={eyebrow} solution={solution} previous={previous} next={next}>
          {children}
        </LessonPanel>
      }
    />
  );
}
