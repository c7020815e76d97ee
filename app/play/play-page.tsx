import { Crumb } from '@/components/chrome/crumb';
import { Header } from '@/components/chrome/header';
import { StarterList } from '@/components/lesson/starter-list';
import { Workbench } from '@/components/workbench/workbench';
import { STARTERS, type Starter } from '@/lib/lessons/play/starters';
import { readSample } from '../learn/course';

/** The free lab, with a program to begin with. */
export async function PlayPage({ starter }: { readonly starter: Starter }) {
  const { files } = await readSample('play', starter.slug);
  const links = STARTERS.map(({ slug, title, says, cast }) => ({ href: `/play/${slug}`, title, says, cast }));
  return (
    <div className="flex h-dvh flex-col overflow-clip">
      <Header door="play">
        <Crumb chapter="Free lab" title={starter.title} />
      </Header>
      <Workbench
        key={starter.slug}
        program={{ files, cast: starter.cast }}
        sideLabel="Programs"
        side={<StarterList starters={links} current={`/play/${starter.slug}`} />}
      />
    </div>
  );
}
