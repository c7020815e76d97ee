import type { Metadata } from 'next';
import { Crumb } from '@/components/chrome/crumb';
import { Header } from '@/components/chrome/header';
import { StarterList } from '@/components/lesson/starter-list';
import { SharedProgram } from '@/components/workbench/shared-program';
import { STARTER_LINKS } from '../starter-links';

export const metadata: Metadata = {
  title: 'A program by link · Play',
  description: 'Somebody’s program, in the link itself.',
  // What follows the “#” is another program each time.
  robots: { index: false },
};

export default function Page() {
  return (
    <div className="flex h-dvh flex-col overflow-clip">
      <Header door="play">
        <Crumb chapter="Free lab" title="A program by link" />
      </Header>
      <SharedProgram starters={<StarterList starters={STARTER_LINKS} current="" />} />
    </div>
  );
}
