'use client';

import { TabList, TabPanel } from '@/components/ui/tabs';
import type { PanelName } from '@/lib/state/view';
import { PANEL_LABELS, type Panels } from './panels';

interface NarrowLayoutProps {
  readonly panels: Panels;
  readonly shown: PanelName;
  onTurn(panel: PanelName): void;
}

/** One panel at a time. The others stay as they are behind it. */
export function NarrowLayout({ panels, shown, onTurn }: NarrowLayoutProps) {
  const names = PANEL_ORDER.filter((name) => panels[name] !== undefined);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-[42px] shrink-0 items-center overflow-x-auto border-b border-line bg-panel px-2">
        <TabList
          id="panel"
          label="Panels"
          value={shown}
          onChange={onTurn}
          tabs={names.map((value) => ({ value, label: PANEL_LABELS[value] }))}
        />
      </div>
      <TabPanel id="panel" value={shown} className="relative min-h-0 flex-1">
        {names.map((name) => (
          <div key={name} data-panel={name} className="absolute inset-0" hidden={name !== shown}>
            {panels[name]}
          </div>
        ))}
      </TabPanel>
    </div>
  );
}

const PANEL_ORDER: readonly PanelName[] = ['lesson', 'code', 'console', 'ladder', 'inspector'];
