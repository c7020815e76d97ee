import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { STARTERS } from '@/lib/lessons/play/starters';
import { PlayPage } from '../play-page';

interface StarterPageProps {
  readonly params: Promise<{ readonly starter: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return STARTERS.map(({ slug }) => ({ starter: slug }));
}

export async function generateMetadata({ params }: StarterPageProps): Promise<Metadata> {
  const found = await find(params);
  return found ? { title: `${found.title} · Play`, description: found.says } : {};
}

export default async function Page({ params }: StarterPageProps) {
  return <PlayPage starter={(await find(params)) ?? notFound()} />;
}

async function find(params: StarterPageProps['params']) {
  const { starter } = await params;
  return STARTERS.find(({ slug }) => slug === starter);
}
