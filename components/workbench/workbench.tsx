'use client';

import { lazy, type ReactNode, Suspense, useDeferredValue, useEffect, useState } from 'react';
import { useWidth } from '@/components/ui/use-width';
import type { Program } from '@/lib/lab/program';
import { createConductor } from '@/lib/state/conductor';
import { followFiles } from '@/lib/state/kept-files';
import { createRecording } from '@/lib/state/recording';
import { createWorkbenchStore } from '@/lib/state/store';
import { WorkbenchProvider } from '@/lib/state/workbench-context';
import { CastFrames } from './cast-frames';
import { StillLayout } from './still-layout';
import { useShortcuts } from './use-shortcuts';
import { useViewLink } from './use-view-link';

interface WorkbenchProps {
  readonly program: Program;
  /** By what name the reader’s changes are kept in this browser; without one they last as long as the page. */
  readonly keptAs?: string;
  /** What leads through it: a lesson, or the programs to begin with. */
  readonly side: ReactNode;
  readonly sideLabel: string;
  /** What must be known of all the panels, above them. */
  readonly notice?: ReactNode;
}

/** One lab with its program, its clients and its instruments. */
export function Workbench({ program, keptAs, side, sideLabel, notice }: WorkbenchProps) {
  const [bench] = useState(() => {
    const store = createWorkbenchStore(program);
    const recording = createRecording();
    return { store, recording, conductor: createConductor(store, recording) };
  });
  useEffect(() => () => bench.conductor.close(), [bench]);
  useEffect(() => (keptAs === undefined ? undefined : followFiles(bench.store, keptAs)), [bench, keptAs]);

  return (
    <WorkbenchProvider value={bench}>
      <Shell side={side} sideLabel={sideLabel} notice={notice} />
      <CastFrames />
    </WorkbenchProvider>
  );
}

const Instruments = lazy(async () => ({ default: (await import('./instruments')).Instruments }));
const StatusLine = lazy(async () => ({ default: (await import('./status-line')).StatusLine }));

function Shell({ side, sideLabel, notice }: Omit<WorkbenchProps, 'program' | 'keptAs'>) {
  // Deferred: the instruments are fetched and drawn in parts, and till then what is there stays and can be read.
  const width = useDeferredValue(useWidth());
  useShortcuts();
  useViewLink();

  const still = <StillLayout side={side} />;
  const foot = <div className="h-[26px] shrink-0 border-t border-line" />;
  return (
    <>
      <main className="flex min-h-0 flex-1 flex-col">
        {notice}
        <Suspense fallback={still}>
          {width === 'unknown' ? still : <Instruments side={side} sideLabel={sideLabel} width={width} />}
        </Suspense>
      </main>
      <Suspense fallback={foot}>{width === 'unknown' ? foot : <StatusLine />}</Suspense>
    </>
  );
}
