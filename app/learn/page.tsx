import type { Metadata } from 'next';
import { CourseProgress } from '@/components/chrome/course-progress';
import { Header } from '@/components/chrome/header';
import { ChapterProgress } from '@/components/lesson/chapter-progress';
import { LessonRow } from '@/components/lesson/lesson-row';
import { WayIn } from '@/components/lesson/way-in';
import { CHAPTERS, courseLessons, type ListedLesson } from './course';

export const metadata: Metadata = { title: 'Learn', description: 'All lessons, chapter by chapter.' };

export default async function LearnPage() {
  const lessons = await courseLessons();
  const progress = lessons.map(({ path, title, steps }) => ({
    path,
    title,
    steps: steps.map(({ id }) => id),
  }));
  const chapters = CHAPTERS.map((chapter, index) => ({
    ...chapter,
    number: index + 1,
    listed: lessons.filter(({ chapter: slug }) => slug === chapter.slug),
  }));

  return (
    <>
      <Header door="learn" progress={<CourseProgress lessons={progress} />} />
      <main className="mx-auto max-w-3xl px-6 py-12 max-sm:px-4 max-sm:py-8">
        <h1 className="mb-3 text-3xl font-semibold tracking-tight">Lessons</h1>
        <div className="mb-6 max-w-[62ch] text-pretty text-dim [&>p]:mb-3">
          <p>
            For you if you can read JavaScript and want to know what Socket.IO does with it: because you are
            learning it, because your app will not connect, or because you explain it to others.
          </p>
          <p>
            Each lesson is a program that runs, a wire that you can watch and break, and a few steps that are
            done when the bytes say so. {lessons.length} lessons, {hours(minutesOf(lessons))} in all. None
            needs the one before it: begin at the beginning, or where your question is.
          </p>
        </div>
        <p className="mb-12">
          <WayIn lessons={progress} />
        </p>
        {chapters.map(({ slug, number, title, says, listed }) => (
          <section key={slug} aria-labelledby={slug} className="mb-10">
            <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
              <h2 id={slug} className="flex items-baseline gap-3 text-lg font-semibold tracking-tight">
                <span className="font-mono text-[13px] font-normal text-faint">{number}</span>
                {title}
              </h2>
              <ChapterProgress
                minutes={minutesOf(listed)}
                lessons={progress.filter(({ path }) => path.startsWith(`${slug}/`))}
              />
            </div>
            <p className="mb-3 max-w-[62ch] text-pretty text-dim">{says}</p>
            <ol className="overflow-hidden rounded-lg border border-line bg-panel">
              {listed.map((lesson) => (
                <LessonRow
                  key={lesson.path}
                  href={`/learn/${lesson.path}`}
                  number={lesson.number}
                  title={lesson.title}
                  goal={lesson.goal}
                  minutes={lesson.minutes}
                  path={lesson.path}
                  steps={lesson.steps}
                />
              ))}
            </ol>
          </section>
        ))}
      </main>
    </>
  );
}

function minutesOf(lessons: readonly ListedLesson[]): number {
  return lessons.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** To the half hour, once there is one: nobody plans by the minute. */
function hours(minutes: number): string {
  if (minutes < 50) return `about ${Math.ceil(minutes / 5) * 5} minutes`;
  const halves = Math.round(minutes / 30);
  const whole = Math.floor(halves / 2);
  const number = halves % 2 === 0 ? `${whole}` : `${whole || ''}½`;
  return `about ${number} ${halves === 2 ? 'hour' : 'hours'}`;
}
