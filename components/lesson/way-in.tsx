'use client';

import { ArrowRight } from 'lucide-react';
import { NearLink } from '@/components/ui/near-link';
import { useProgress } from '@/lib/state/use-progress';

interface WayInProps {
  readonly lessons: readonly {
    readonly path: string;
    readonly title: string;
    readonly steps: readonly string[];
  }[];
}

/** Where to begin, or where this reader left off: what was begun and is not done, or what follows the last that is. */
export function WayIn({ lessons }: WayInProps) {
  const { lessons: progress, loaded } = useProgress();
  const counted = lessons.map((lesson) => ({
    ...lesson,
    done: lesson.steps.filter((id) => progress[lesson.path]?.[id] !== undefined).length,
  }));
  const begun = counted.find(({ done, steps }) => done > 0 && done < steps.length);
  const open =
    begun ??
    counted.find(({ done }, place) => done === 0 && (counted[place - 1]?.done ?? 0) > 0) ??
    counted.find(({ done }) => done === 0);
  const isNew = counted.every(({ done }) => done === 0);
  const lesson = open ?? counted[0];
  if (!lesson) return null;

  return (
    <NearLink
      href={`/learn/${lesson.path}`}
      className={`inline-flex max-w-full items-center gap-2 rounded-lg bg-ok px-4 py-2.5 font-semibold text-on-ok hover:brightness-110 ${loaded ? '' : 'opacity-0'}`}
    >
      <span className="truncate">
        {isNew ? 'Begin' : open ? 'Go on' : 'Once more'}: {lesson.title.split(':')[0]}
      </span>
      <ArrowRight size={16} aria-hidden="true" className="shrink-0" />
    </NearLink>
  );
}
