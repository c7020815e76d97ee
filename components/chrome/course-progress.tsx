'use client';

import { useProgress } from '@/lib/state/use-progress';

export interface CourseLesson {
  readonly path: string;
  readonly steps: readonly string[];
}

/** Lessons finished, of all there are. */
export function CourseProgress({ lessons }: { readonly lessons: readonly CourseLesson[] }) {
  const { lessons: done, loaded } = useProgress();
  const finished = lessons.filter(({ path, steps }) =>
    steps.every((id) => done[path]?.[id] !== undefined),
  ).length;
  return (
    <span
      title="Lessons finished"
      className={`text-dim whitespace-nowrap transition-opacity max-sm:hidden ${loaded ? '' : 'opacity-0'}`}
    >
      {finished} of {lessons.length}
      <span className="max-xl:sr-only"> lessons</span>
    </span>
  );
}
