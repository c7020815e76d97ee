import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONTENTS, type LessonEntry } from '@/lib/lessons/contents';
import type { Lesson } from '@/lib/lessons/lesson';
import type { Files } from '@/lib/state/program';

/** A lesson in its place in the course, which counts from 1 over all chapters. */
export interface PlacedLesson {
  readonly entry: LessonEntry;
  readonly number: number;
  readonly chapter: string;
  readonly chapterNumber: number;
}

/** The chapters that have lessons: these are counted, from 1. */
export const CHAPTERS = CONTENTS.filter(({ lessons }) => lessons.length > 0);

export function placedLessons(): readonly PlacedLesson[] {
  const placed = CHAPTERS.flatMap(({ title, lessons }, index) =>
    lessons.map((entry) => ({ entry, chapter: title, chapterNumber: index + 1 })),
  );
  return placed.map((lesson, index) => ({ ...lesson, number: index + 1 }));
}

/** A lesson as the contents list it. */
export interface ListedLesson extends Pick<Lesson, 'chapter' | 'title' | 'goal' | 'minutes'> {
  readonly number: number;
  readonly path: string;
  readonly steps: readonly { readonly id: string; readonly title: string }[];
}

export async function courseLessons(): Promise<readonly ListedLesson[]> {
  const lessons = placedLessons().map(async ({ entry, number }) => {
    const { chapter, slug, title, goal, minutes, steps } = await entry.load();
    const outline = steps.map((step) => ({ id: step.id, title: step.title }));
    return { number, path: `${chapter}/${slug}`, chapter, title, goal, minutes, steps: outline };
  });
  return Promise.all(lessons);
}

/** The steps of every lesson, by which progress is counted. */
export async function courseSteps() {
  const lessons = await courseLessons();
  return lessons.map(({ path, steps }) => ({ path, steps: steps.map(({ id }) => id) }));
}

const LESSONS = join(process.cwd(), 'lib', 'lessons');

/** The sample of a lesson, which is also the program that runs; and the same files as they solve it. */
export async function readSample(chapter: string, slug: string): Promise<{ files: Files; solution: Files }> {
  const folder = join(LESSONS, chapter, slug);
  return { files: await readFiles(folder), solution: await readFiles(join(folder, 'solution')) };
}

export function readRecording(chapter: string, slug: string): Promise<string> {
  return readFile(join(LESSONS, chapter, slug, 'capture.jsonl'), 'utf8');
}

const FIRST = ['server.js', 'client.js'];

async function readFiles(folder: string): Promise<Files> {
  const found = (await readdir(folder, { withFileTypes: true }).catch(() => []))
    .filter((item) => item.isFile() && /\.(js|html|css|json)$/.test(item.name))
    .map(({ name }) => name);
  const names = [
    ...FIRST.filter((name) => found.includes(name)),
    ...found.filter((name) => !FIRST.includes(name)).sort(),
  ];
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])),
  );
}
