'use client';

import { useProgress } from '@/lib/state/use-progress';

interface ChapterProgressProps {
  readonly minutes: number;
  readonly lessons: readonly { readonly path: string; readonly steps: readonly string[] }[];
}

/** How long a chapter is, and how much of it this reader has done. */
export function ChapterProgress({ minutes, lessons }: ChapterProgressProps) {
  const { lessons: progress } = useProgress();
  const steps = lessons.flatMap(({ path, steps: ids }) =>
    ids.map((id) => progress[path]?.[id] !== undefined),
  );
  const done = steps.filter(Boolean).length;

  return (
    <span className="flex items-center gap-2.5 text-[13px] whitespace-nowrap text-dim">
      {done > 0 && (
        <>
          <span className={done === steps.length ? 'text-ok' : ''}>
            {done} of {steps.length} steps
          </span>
          <span aria-hidden="true" className="h-1 w-16 overflow-hidden rounded-full bg-line">
            <span
              className="block h-full rounded-full bg-ok"
              style={{ width: `${(100 * done) / steps.length}%` }}
            />
          </span>
        </>
      )}
      <span>{minutes} min</span>
    </span>
  );
}
