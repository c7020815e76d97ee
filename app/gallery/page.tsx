import type { Metadata } from 'next';
import { Header } from '@/components/chrome/header';
import { Gallery } from '@/components/gallery/gallery';
import { readRecording } from '../learn/course';
import { readReference } from '../reference/read-reference';

// For those who build this, not for those who learn with it.
export const metadata: Metadata = { title: 'Gallery', robots: { index: false } };

export default async function GalleryPage() {
  const [{ sections, examples }, upgrade, clients, broken, binary] = await Promise.all([
    readReference(),
    readRecording('engine-io', 'upgrade'),
    readRecording('many-clients', 'rooms'),
    readRecording('when-things-break', 'reconnection'),
    readRecording('events', 'binary'),
  ]);
  return (
    <>
      <Header />
      <Gallery
        captures={{ upgrade, clients, broken, binary }}
        reference={{ lines: sections.flatMap(({ lines }) => lines), examples }}
      />
    </>
  );
}
