'use client';

import { ArrowLeft, ArrowRight, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

export interface LessonLink {
  readonly href: string;
  readonly title: string;
}

export interface LessonFrameProps {
  readonly eyebrow: string;
  readonly title: string;
  readonly goal: string;
  readonly done: number;
  readonly steps: number;
  readonly previous: LessonLink | undefined;
  readonly next: LessonLink | undefined;
  readonly children: ReactNode;
  onForget(): void;
}

/** The lesson's text with its title above and the way on below. */
export function LessonFrame({
  eyebrow,
  title,
  goal,
  done,
  steps,
  previous,
  next,
  children,
  onForget,
}: LessonFrameProps) {
  const finished = done === steps;
  return (
    <article
      data-slot="lesson"
      aria-labelledby="lesson-title"
      className="@container h-full overflow-auto py-[18px] motion-safe:scroll-smooth"
    >
      <div className="px-5 @max-[300px]:px-3">
        <p className="mb-1.5 text-[12px] text-dim">{eyebrow}</p>
        <h1
          id="lesson-title"
          className="mb-2.5 text-[21px] leading-tight font-semibold tracking-tight text-balance"
        >
          {title}
        </h1>
        <div className="prose">{children}</div>
        <footer className="mt-6 border-t border-line pt-4 text-[13px]">
          <p aria-live="polite" className={finished ? 'mb-3 font-medium text-ok' : 'mb-3 text-dim'}>
            {finished ? `All ${steps} steps done. ${goal}` : `${done} of ${steps} steps done`}
          </p>
          <div className="flex flex-wrap items-center gap-2 print:hidden">
            {next && (
              <Link
                href={next.href}
                className={`inline-flex max-w-full items-center gap-1.5 rounded-md border px-2.5 py-1 ${finished ? 'border-note bg-note font-semibold text-bg' : 'border-line bg-raised'}`}
              >
                <span className="truncate">Next: {next.title}</span>
                <ArrowRight size={13} aria-hidden="true" className="shrink-0" />
              </Link>
            )}
            {previous && (
              <Link
                href={previous.href}
                className="inline-flex max-w-full items-center gap-1.5 rounded-md border border-line px-2.5 py-1 text-dim hover:text-ink"
              >
                <ArrowLeft size={13} aria-hidden="true" className="shrink-0" />
                <span className="truncate">Previous: {previous.title}</span>
              </Link>
            )}
            {done > 0 && (
              <Button look="quiet" onClick={onForget}>
                <RotateCcw size={13} aria-hidden="true" /> Do it again from the start
              </Button>
            )}
          </div>
        </footer>
      </div>
    </article>
  );
}
