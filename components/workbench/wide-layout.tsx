'use client';

import { useLayoutEffect, useRef } from 'react';
import { Group, Panel, useDefaultLayout, usePanelRef } from 'react-resizable-panels';
import { useWorkbenchState } from '@/lib/state/workbench-context';
import type { Panels } from './panels';
import { Split } from './split';

/** What leads through it, the code where there is some, and the ladder side by side; the inspector below them. Every split is remembered. */
export function WideLayout({ panels }: { readonly panels: Partial<Panels> }) {
  const hasProgram = panels.code !== undefined;
  const rows = useDefaultLayout({
    id: 'socketscope:rows',
    storage: localStorage,
    onlySaveAfterUserInteractions: true,
  });
  const inspector = useInspectorRoom(rows.defaultLayout?.inspector);
  const columns = useDefaultLayout({
    id: hasProgram ? 'socketscope:columns' : 'socketscope:file',
    storage: localStorage,
  });

  return (
    <Group orientation="vertical" {...rows} className="min-h-0 flex-1">
      <Panel id="above" minSize={220}>
        <Group orientation="horizontal" {...columns} className="h-full">
          <Panel id="side" defaultSize="23%" minSize={260}>
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
      <Panel
        id="inspector"
        panelRef={inspector}
        defaultSize={ROOM_PX}
        minSize={90}
        collapsible
        collapsedSize={EMPTY_PX}
        groupResizeBehavior="preserve-pixel-size"
      >
        {panels.inspector}
      </Panel>
    </Group>
  );
}

const ROOM_PX = 250;
/** In a low window, as on a projector, the ladder above would be left without a row. */
const ROOM_SHARE = 0.28;
const EMPTY_PX = 62; // one line, and the air around it

function roomPx(): number {
  return Math.min(ROOM_PX, Math.round(window.innerHeight * ROOM_SHARE));
}

/** The inspector is one line high while nothing is selected: the room is the lesson's, the code's and the ladder's till then. */
function useInspectorRoom(rememberedPercent: number | undefined) {
  const panel = usePanelRef();
  const hasEntry = useWorkbenchState((state) => state.entry !== undefined);
  const hasBeenOpen = useRef(false);

  useLayoutEffect(() => {
    if (!hasEntry) panel.current?.collapse();
    else if (hasBeenOpen.current) panel.current?.expand();
    else if (panel.current?.isCollapsed())
      panel.current.resize(rememberedPercent === undefined ? roomPx() : `${rememberedPercent}%`);
    hasBeenOpen.current ||= hasEntry;
  }, [panel, hasEntry, rememberedPercent]);
  return panel;
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
