'use client';

import type { ReactNode } from 'react';
import type { Program } from '@/lib/lab/program';
import { type LessonOutline, lessonPath } from '@/lib/state/outline';
import type { Files } from '@/lib/state/program';
import { LessonPanel } from './lesson-panel';
import { Workbench } from './workbench';

interface LessonWorkbenchProps {
  readonly outline: LessonOutline;
  readonly eyebrow: string;
  readonly files: Files;
  readonly solution: Files;
  readonly next: { readonly href: string; readonly title: string } | undefined;
  /** The prose. */
  readonly children: ReactNode;
}

export function LessonWorkbench({ outline, eyebrow, files, solution, next, children }: LessonWorkbenchProps) {
  const program: Program = { files, cast: outline.cast };
  return (
    // Another lesson is another workbench, with a lab of its own.
    <Workbench
      key={lessonPath(outline)}
      program={program}
      sideLabel="Lesson"
      side={
        <LessonPanel outline={outline} eyebrow={eyebrow} solution={solution} next={next}>
          {children}
        </LessonPanel>
      }
    />
  );
}
