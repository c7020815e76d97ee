import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHEAT_SHEET, SHEET } from '@/lib/lessons/reference/cheat-sheet';
import { examplesIn, packetsOf, type SheetLine, timelineOfCapture } from '@/lib/lessons/reference/sheet';
import { placedLessons, readRecording } from '../learn/course';

/** Lessons whose recordings have packets that the cheat sheet's program has no use for. */
const MORE_EXAMPLES = [
  ['engine-io', 'heartbeat'],
  ['engine-io', 'upgrade'],
  ['engine-io', 'limits-and-compression'],
  ['events', 'binary'],
] as const;

/** The cheat sheet with the bytes of its recording, and an example of each packet. */
export async function readReference() {
  const { chapter, slug } = CHEAT_SHEET;
  const timeline = timelineOfCapture(await readRecording(chapter, slug));
  const sources = {
    'server.js': await source('server.js'),
    'client.js': await source('client.js'),
  };
  const titles = new Map(placedLessons().map(({ entry }) => [`${entry.chapter}/${entry.slug}`, entry.title]));
  const sections = SHEET.map(({ id, title, rows }) => ({
    id,
    title,
    lines: rows.map((row): SheetLine & { readonly lessonTitle: string | undefined } => ({
      row: { file: row.file, line: row.line, says: row.says, lesson: row.lesson },
      packets: packetsOf(row, sources[row.file], timeline),
      lessonTitle: titles.get(row.lesson)?.split(':')[0],
    })),
  }));
  const more = MORE_EXAMPLES.filter(([in_, slug]) => titles.has(`${in_}/${slug}`));
  const recordings = await Promise.all(more.map(([in_, slug]) => readRecording(in_, slug)));
  return { sections, examples: examplesIn([timeline, ...recordings.map(timelineOfCapture)]) };
}

function source(file: string): Promise<string> {
  const { chapter, slug } = CHEAT_SHEET;
  return readFile(join(process.cwd(), 'lib', 'lessons', chapter, slug, file), 'utf8');
}
