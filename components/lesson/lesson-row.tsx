'use client';

import Link from 'next/link';
import { useLessonProgress } from '@/lib/state/use-progress';

interface LessonRowProps {
  readonly href: string;
  readonly number: number;
  readonly title: string;
  readonly minutes: number;
  readonly path: string;
  readonly steps: readonly string[];
}

/** One line of the contents. */
export function LessonRow({ href, number, title, minutes, path, steps }: LessonRowProps) {
  const progress = useLessonProgress(path);
  const done = steps.filter((id) => progress[id] !== undefined).length;
  const state = done === 0 ? 'open' : done === steps.length ? 'done' : 'begun';

  return (
    <li className="border-b border-line last:border-0">
      <Link
        href={href}
        data-state={state}
        className="grid grid-cols-[2rem_1fr_auto_auto] items-center gap-3 px-4 py-3 hover:bg-raised focus-visible:-outline-offset-2"
      >
        <span className="font-mono text-[12.5px] text-faint">{number}</span>
        <span className="min-w-0">{title}</span>
        <StepDots steps={steps} done={steps.map((id) => progress[id] !== undefined)} />
        <span className="w-14 text-right text-[13px] text-dim">{minutes} min</span>
      </Link>
    </li>
  );
}

interface StepDotsProps {
  readonly steps: readonly string[];
  readonly done: readonly boolean[];
}

function StepDots({ steps, done }: StepDotsProps) {
  return (
    <span className="flex gap-1 max-sm:hidden">
      <span className="sr-only">
        {done.filter(Boolean).length} of {steps.length} steps done
      </span>
      {steps.map((id, index) => (
        <span
          key={id}
          aria-hidden="true"
          className={`size-2 rounded-full border ${done[index] ? 'border-ok bg-ok' : 'border-faint'}`}
        />
      ))}
    </span>
  );
}
