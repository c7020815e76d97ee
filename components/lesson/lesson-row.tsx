'use client';

import { NearLink } from '@/components/ui/near-link';
import { useLessonProgress } from '@/lib/state/use-progress';

interface LessonRowProps {
  readonly href: string;
  readonly number: number;
  readonly title: string;
  /** What the reader can do afterwards. */
  readonly goal: string;
  readonly minutes: number;
  readonly path: string;
  readonly steps: readonly { readonly id: string; readonly title: string }[];
}

/** One line of the contents. */
export function LessonRow({ href, number, title, goal, minutes, path, steps }: LessonRowProps) {
  const progress = useLessonProgress(path);
  const done = steps.filter(({ id }) => progress[id] !== undefined).length;
  const state = done === 0 ? 'open' : done === steps.length ? 'done' : 'begun';

  return (
    <li className="border-b border-line last:border-0">
      <NearLink
        href={href}
        data-state={state}
        className="group grid grid-cols-[1.6rem_1fr_auto] gap-x-3 gap-y-1 px-4 py-3 hover:bg-raised focus-visible:-outline-offset-2"
      >
        <span className="pt-px font-mono text-[12.5px] text-faint">{number}</span>
        <span className="min-w-0 font-medium text-balance">{title}</span>
        <span className="pt-px text-right text-[13px] whitespace-nowrap text-dim">{minutes} min</span>
        <span className="col-start-2 text-[13px] text-pretty text-dim max-sm:col-end-4">{goal}</span>
        <StepDots
          steps={steps.map(({ id, title: what }) => ({ id, title: what, done: progress[id] !== undefined }))}
        />
      </NearLink>
    </li>
  );
}

interface StepDotsProps {
  readonly steps: readonly { readonly id: string; readonly title: string; readonly done: boolean }[];
}

function StepDots({ steps }: StepDotsProps) {
  return (
    <span className="flex items-center gap-1 self-center justify-self-end max-sm:col-start-2 max-sm:justify-self-start">
      <span className="sr-only">
        {steps.filter(({ done }) => done).length} of {steps.length} steps done
      </span>
      {steps.map(({ id, title, done }) => (
        <span
          key={id}
          aria-hidden="true"
          title={title}
          className={`size-2 rounded-full border ${done ? 'border-ok bg-ok' : 'border-faint'}`}
        />
      ))}
    </span>
  );
}
