'use client';

import type { ReactNode } from 'react';
import { useWorkbenchState } from '@/lib/state/workbench-context';
import { CodePanel } from './code-panel';
import { ConsolePanel } from './console-panel';
import { InspectorPanel } from './inspector-panel';
import { LadderPanel } from './ladder-panel';
import { NarrowLayout } from './narrow-layout';
import type { Panels } from './panels';
import { RunButton } from './run-button';
import type { Width } from './use-width';
import { WideLayout } from './wide-layout';

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
    code: <CodePanel />,
    console: <ConsolePanel />,
    ladder: <LadderPanel />,
    inspector: <InspectorPanel compact={width === 'narrow'} />,
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
