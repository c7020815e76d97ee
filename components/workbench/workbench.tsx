'use client';

import { type ReactNode, useEffect, useState } from 'react';
import type { Program } from '@/lib/lab/program';
import { createConductor } from '@/lib/state/conductor';
import { createRecording } from '@/lib/state/recording';
import { createWorkbenchStore } from '@/lib/state/store';
import { useWorkbenchState, WorkbenchProvider } from '@/lib/state/workbench-context';
import { CastFrames } from './cast-frames';
import { CodePanel } from './code-panel';
import { ConsolePanel } from './console-panel';
import { InspectorPanel } from './inspector-panel';
import { LadderPanel } from './ladder-panel';
import { NarrowLayout } from './narrow-layout';
import type { Panels } from './panels';
import { RunButton } from './run-button';
import { StatusLine } from './status-line';
import { StillLayout } from './still-layout';
import { useShortcuts } from './use-shortcuts';
import { useViewLink } from './use-view-link';
import { useWidth } from './use-width';
import { WideLayout } from './wide-layout';

interface WorkbenchProps {
  readonly program: Program;
  /** What leads through it: a lesson, or the programs to begin with. */
  readonly side: ReactNode;
  readonly sideLabel: string;
  /** What must be known of all the panels, above them. */
  readonly notice?: ReactNode;
}

/** One lab with its program, its clients and its instruments. */
export function Workbench({ program, side, sideLabel, notice }: WorkbenchProps) {
  const [bench] = useState(() => {
    const store = createWorkbenchStore(program);
    const recording = createRecording();
    return { store, recording, conductor: createConductor(store, recording) };
  });
  useEffect(() => () => bench.conductor.close(), [bench]);

  return (
    <WorkbenchProvider value={bench}>
      <Shell side={side} sideLabel={sideLabel} notice={notice} />
      <CastFrames />
    </WorkbenchProvider>
  );
}

function Shell({ side, sideLabel, notice }: Omit<WorkbenchProps, 'program'>) {
  const width = useWidth();
  const panel = useWorkbenchState((state) => state.panel);
  const turnTo = useWorkbenchState((state) => state.turnTo);
  useShortcuts();
  useViewLink();

  const panels: Panels = {
    side,
    code: <CodePanel />,
    console: <ConsolePanel />,
    ladder: <LadderPanel />,
    inspector: <InspectorPanel compact={width === 'narrow'} />,
  };

  return (
    <>
      <main className="flex min-h-0 flex-1 flex-col">
        {notice}
        {width === 'unknown' && <StillLayout side={side} />}
        {width === 'wide' && <WideLayout panels={panels} />}
        {width === 'narrow' && (
          <NarrowLayout
            panels={panels}
            sideLabel={sideLabel}
            shown={panel}
            action={<RunButton terse />}
            onTurn={turnTo}
          />
        )}
      </main>
      <StatusLine />
    </>
  );
}
