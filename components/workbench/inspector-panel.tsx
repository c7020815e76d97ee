'use client';

import { Inspector } from '@/components/inspector/inspector';
import { useTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

export function InspectorPanel({ compact }: { readonly compact: boolean }) {
  const { store, isFile } = useWorkbench();
  const { timeline } = useTimeline();
  const n = useWorkbenchState((state) => state.entry);
  const field = useWorkbenchState((state) => state.field);
  const entry = n === undefined ? undefined : timeline.entries[n - 1];
  const { select, pick, light, show, turnTo } = store.getState();

  return (
    <Inspector
      timeline={timeline}
      {...(entry && { entry })}
      {...(field && { field })}
      onField={pick}
      onLight={light}
      onSelect={select}
      {...(!isFile && {
        onPlace: (place) => {
          turnTo('code');
          show(place);
        },
      })}
      compact={compact}
    />
  );
}
