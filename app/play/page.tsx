import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { STARTERS } from '@/lib/lessons/play/starters';
import { PlayPage } from './play-page';

export const metadata: Metadata = {
  title: 'Play',
  description: 'A free lab: your own server, clients and wire.',
};

export default function Page() {
  const [first] = STARTERS;
  return <PlayPage starter={first ?? notFound()} />;
}
