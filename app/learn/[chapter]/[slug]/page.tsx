import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CourseProgress } from '@/components/chrome/course-progress';
import { Crumb } from '@/components/chrome/crumb';
import { Header } from '@/components/chrome/header';
import { LessonWorkbench } from '@/components/workbench/lesson-workbench';
import { outlineOf } from '@/lib/state/outline';
import { courseSteps, type PlacedLesson, placedLessons, readSample } from '../../course';

interface LessonPageProps {
  readonly params: Promise<{ readonly chapter: string; readonly slug: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return placedLessons().map(({ entry: { chapter, slug } }) => ({ chapter, slug }));
}

export async function generateMetadata({ params }: LessonPageProps): Promise<Metadata> {
  const { chapter, slug } = await params;
  const lesson = await find(chapter, slug)?.entry.load();
  return lesson ? { title: lesson.title, description: lesson.goal } : {};
}

export default async function LessonPage({ params }: LessonPageProps) {
  const { chapter, slug } = await params;
  const placed = find(chapter, slug) ?? notFound();
  const lesson = await placed.entry.load();
  const { default: Prose } = await import(`@/lib/lessons/${chapter}/${slug}/lesson.mdx`);
  const { files, solution } = await readSample(chapter, slug);
  const lessons = placedLessons();

  return (
    <div className="flex h-dvh flex-col overflow-clip">
      <Header door="learn" progress={<CourseProgress lessons={await courseSteps()} />}>
        <Crumb chapter={placed.chapter} title={shortTitle(lesson.title)} number={placed.number} />
      </Header>
      <LessonWorkbench
        outline={outlineOf(lesson)}
        eyebrow={`Chapter ${placed.chapterNumber} · ${placed.chapter} · about ${lesson.minutes} minutes`}
        files={files}
        solution={solution}
        previous={linkTo(lessons[placed.number - 2])}
        next={linkTo(lessons[placed.number])}
      >
        <Prose />
      </LessonWorkbench>
    </div>
  );
}

function linkTo(lesson: PlacedLesson | undefined) {
  if (!lesson) return undefined;
  const { chapter, slug, title } = lesson.entry;
  return { href: `/learn/${chapter}/${slug}`, title: shortTitle(title) };
}

function find(chapter: string, slug: string) {
  return placedLessons().find(({ entry }) => entry.chapter === chapter && entry.slug === slug);
}

/** "The upgrade: moving house without losing the post" is "The upgrade" where there is little room. */
function shortTitle(title: string): string {
  return title.split(':')[0] ?? title;
}
