'use client';

import { type ReactNode, useCallback, useState } from 'react';
import { TabList, TabPanel } from '@/components/ui/tabs';
import type { PanelName } from '@/lib/state/view';
import type { Panels } from './panels';
import { TaskPlace } from './task-place';

interface NarrowLayoutProps {
  /** Those that there are. */
  readonly panels: Partial<Panels>;
  readonly sideLabel: string;
  readonly shown: PanelName;
  /** Within reach of every panel. */
  readonly action?: ReactNode;
  onTurn(panel: PanelName): void;
}

/** One panel at a time. Those that were in sight before stay as they are behind it. */
export function NarrowLayout({ panels, sideLabel, shown, action, onTurn }: NarrowLayoutProps) {
  const [task, setTask] = useState<Element>();
  const [seen, setSeen] = useState<readonly PanelName[]>([shown]);
  if (!seen.includes(shown)) setSeen([...seen, shown]);
  const taskRef = useCallback((element: Element | null) => setTask(element ?? undefined), []);
  const names = PANELS.filter((name) => panels[name] !== undefined);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        data-print="no"
        className="flex h-[42px] shrink-0 items-center gap-2 border-b border-line bg-panel px-2"
      >
        <div className="min-w-0 flex-1 overflow-x-auto max-[420px]:[&_[role=tab]]:px-[7px]">
          <TabList
            id="panel"
            label="Panels"
            value={shown}
            onChange={onTurn}
            tabs={names.map((value) => ({ value, label: value === 'side' ? sideLabel : LABELS[value] }))}
          />
        </div>
        {action}
      </div>
      {shown !== 'side' && <div ref={taskRef} data-print="no" />}
      <TaskPlace value={task}>
        <TabPanel id="panel" value={shown} className="relative min-h-0 flex-1">
          {names.map((name) => (
            <div key={name} data-panel={name} className="absolute inset-0" hidden={name !== shown}>
              {(name === 'side' || seen.includes(name)) && panels[name]}
            </div>
          ))}
        </TabPanel>
      </TaskPlace>
    </div>
  );
}

const PANELS: readonly PanelName[] = ['side', 'code', 'console', 'ladder', 'inspector'];

const LABELS = { code: 'Code', console: 'Console', ladder: 'Ladder', inspector: 'Inspector' } as const;
