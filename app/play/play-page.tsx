import { Crumb } from '@/components/chrome/crumb';
import { Header } from '@/components/chrome/header';
import { StarterList } from '@/components/lesson/starter-list';
import { Workbench } from '@/components/workbench/workbench';
import type { Starter } from '@/lib/lessons/play/starters';
import { readSample } from '../learn/course';
import { STARTER_LINKS } from './starter-links';

/** The free lab, with a program to begin with. */
export async function PlayPage({ starter }: { readonly starter: Starter }) {
  const { files } = await readSample('play', starter.slug);
  return (
    <div className="flex h-dvh flex-col overflow-clip">
      <Header door="play">
        <Crumb chapter="Free lab" title={starter.title} />
      </Header>
      <Workbench
        key={starter.slug}
        program={{ files, cast: starter.cast }}
        keptAs={`play/${starter.slug}`}
        sideLabel="Programs"
        side={<StarterList starters={STARTER_LINKS} current={`/play/${starter.slug}`} />}
      />
    </div>
  );
}
