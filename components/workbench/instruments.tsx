'use client';

import { lazy, type ReactNode, Suspense } from 'react';
import { useWorkbenchState } from '@/lib/state/workbench-context';
import { ConsolePanel } from './console-panel';
import { NarrowLayout } from './narrow-layout';
import type { Panels } from './panels';
import { RunButton } from './run-button';
import type { Width } from './use-width';
import { WideLayout } from './wide-layout';

// One by one, so that none keeps the page busy for long, and where one is shown at a time only those that are.
const CodePanel = lazy(async () => ({ default: (await import('./code-panel')).CodePanel }));
const LadderPanel = lazy(async () => ({ default: (await import('./ladder-panel')).LadderPanel }));
const InspectorPanel = lazy(async () => ({ default: (await import('./inspector-panel')).InspectorPanel }));

interface InstrumentsProps {
  readonly side: ReactNode;
  readonly sideLabel: string;
  readonly width: Width;
}

/** The panels around what leads through them. They are fetched while that is already being read. */
export function Instruments({ side, sideLabel, width }: InstrumentsProps) {
  const panel = useWorkbenchState((state) => state.panel);
  const turnTo = useWorkbenchState((state) => state.turnTo);
  const panels: Panels = {
    side,
    code: (
      <Suspense fallback={<Coming />}>
        <CodePanel />
      </Suspense>
    ),
    console: <ConsolePanel />,
    ladder: (
      <Suspense fallback={<Coming />}>
        <LadderPanel />
      </Suspense>
    ),
    inspector: (
      <Suspense fallback={<Coming />}>
        <InspectorPanel compact={width === 'narrow'} />
      </Suspense>
    ),
  };

  if (width === 'wide') return <WideLayout panels={panels} />;
  return (
    <NarrowLayout
      panels={panels}
      sideLabel={sideLabel}
      shown={panel}
      action={<RunButton terse />}
      onTurn={turnTo}
    />
  );
}

function Coming() {
  return <div aria-busy="true" className="h-full bg-panel" />;
}
