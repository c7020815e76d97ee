'use client';

import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import type { Panels } from './panels';
import { Split } from './split';

/** What leads through it, the code where there is some, and the ladder side by side; the inspector below them. Every split is remembered. */
export function WideLayout({ panels }: { readonly panels: Partial<Panels> }) {
  const hasProgram = panels.code !== undefined;
  const rows = useDefaultLayout({ id: 'socketscope:rows', storage: localStorage });
  const columns = useDefaultLayout({
    id: hasProgram ? 'socketscope:columns' : 'socketscope:file',
    storage: localStorage,
  });

  return (
    <Group orientation="vertical" {...rows} className="min-h-0 flex-1">
      <Panel id="above" minSize={220}>
        <Group orientation="horizontal" {...columns} className="h-full">
          <Panel id="side" defaultSize="23%" minSize={200}>
            {panels.side}
          </Panel>
          <Split label="Width of the left panel" />
          {hasProgram && (
            <>
              <Panel id="program" defaultSize="28%" minSize={240}>
                <ProgramColumn panels={panels} />
              </Panel>
              <Split label="Width of the code" />
            </>
          )}
          <Panel id="ladder" minSize={280}>
            {panels.ladder}
          </Panel>
        </Group>
      </Panel>
      <Split label="Height of the inspector" across />
      <Panel id="inspector" defaultSize={250} minSize={90} groupResizeBehavior="preserve-pixel-size">
        {panels.inspector}
      </Panel>
    </Group>
  );
}

function ProgramColumn({ panels }: { readonly panels: Partial<Panels> }) {
  const layout = useDefaultLayout({ id: 'socketscope:program', storage: localStorage });
  return (
    <Group orientation="vertical" {...layout} className="h-full">
      <Panel id="code" defaultSize="57%" minSize={100}>
        {panels.code}
      </Panel>
      <Split label="Height of the console" across />
      <Panel id="console" minSize={70}>
        {panels.console}
      </Panel>
    </Group>
  );
}
