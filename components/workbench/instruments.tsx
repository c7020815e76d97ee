'use client';

import type { ReactNode } from 'react';
import { useLate } from '@/components/ui/use-late';
import type { Width } from '@/components/ui/use-width';
import { useWorkbenchState } from '@/lib/state/workbench-context';
import { ConsolePanel } from './console-panel';
import { NarrowLayout } from './narrow-layout';
import type { Panels } from './panels';
import { RunButton } from './run-button';
import { WideLayout } from './wide-layout';

// One by one, so that none keeps the page busy for long, and where one is shown at a time only those that are.
const loadCode = async () => (await import('./code-panel')).CodePanel;
const loadLadder = async () => (await import('./ladder-panel')).LadderPanel;
const loadInspector = async () => (await import('./inspector-panel')).InspectorPanel;

const COMING = <div aria-busy="true" className="h-full bg-panel" />;

function LateCode() {
  const CodePanel = useLate(loadCode);
  return CodePanel ? <CodePanel /> : COMING;
}

function LateLadder() {
  const LadderPanel = useLate(loadLadder);
  return LadderPanel ? <LadderPanel /> : COMING;
}

function LateInspector({ compact }: { readonly compact: boolean }) {
  const InspectorPanel = useLate(loadInspector);
  return InspectorPanel ? <InspectorPanel compact={compact} /> : COMING;
}

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
    code: <LateCode />,
    console: <ConsolePanel />,
    ladder: <LateLadder />,
    inspector: <LateInspector compact={width === 'narrow'} />,
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
