import type { Metadata } from 'next';
import { CourseProgress } from '@/components/chrome/course-progress';
import { Header } from '@/components/chrome/header';
import { LessonRow } from '@/components/lesson/lesson-row';
import { CONTENTS } from '@/lib/lessons/contents';
import { courseSteps, placedLessons } from './course';

export const metadata: Metadata = { title: 'Learn', description: 'All lessons, chapter by chapter.' };

export default async function LearnPage() {
  const steps = await courseSteps();
  const placed = placedLessons();
  const chapters = CONTENTS.filter(({ lessons }) => lessons.length > 0);

  return (
    <>
      <Header door="learn" progress={<CourseProgress lessons={steps} />} />
      <main className="mx-auto max-w-3xl px-6 py-12">
        <h1 className="mb-2 text-3xl font-semibold tracking-tight">Lessons</h1>
        <p className="mb-10 max-w-prose text-dim">
          Each one is a program that runs, a wire you can watch and break, and a few steps that are done when
          the bytes say so.
        </p>
        {chapters.map(({ slug, title, lessons }) => (
          <section key={slug} aria-labelledby={slug} className="mb-10">
            <h2 id={slug} className="mb-3 flex items-baseline gap-3 text-lg font-semibold tracking-tight">
              <span className="font-mono text-[13px] font-normal text-faint">
                {CONTENTS.findIndex((chapter) => chapter.slug === slug) + 1}
              </span>
              {title}
            </h2>
            <ol className="overflow-hidden rounded-lg border border-line bg-panel">
              {lessons.map(({ chapter, slug: lesson, title: name, minutes }) => (
                <LessonRow
                  key={lesson}
                  href={`/learn/${chapter}/${lesson}`}
                  number={
                    placed.find(({ entry }) => entry.chapter === chapter && entry.slug === lesson)?.number ??
                    0
                  }
                  title={name}
                  minutes={minutes}
                  path={`${chapter}/${lesson}`}
                  steps={steps.find(({ path }) => path === `${chapter}/${lesson}`)?.steps ?? []}
                />
              ))}
            </ol>
          </section>
        ))}
      </main>
    </>
  );
}
