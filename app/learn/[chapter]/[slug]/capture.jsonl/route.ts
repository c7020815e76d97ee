import { placedLessons, readRecording } from '../../../course';

interface RecordingContext {
  readonly params: Promise<{ readonly chapter: string; readonly slug: string }>;
}

export const dynamic = 'force-static';
export const dynamicParams = false;

export function generateStaticParams() {
  return placedLessons().map(({ entry: { chapter, slug } }) => ({ chapter, slug }));
}

/** What was recorded of the lesson's solution, for a page that finds no lab. */
export async function GET(_request: Request, { params }: RecordingContext): Promise<Response> {
  const { chapter, slug } = await params;
  return new Response(await readRecording(chapter, slug), {
    // As text it is sent compressed, which is a seventh of it.
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
}
