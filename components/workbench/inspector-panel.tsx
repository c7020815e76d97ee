'use client';

import { useState } from 'react';
import { Inspector } from '@/components/inspector/inspector';
import { useCalmTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

export function InspectorPanel({ compact }: { readonly compact: boolean }) {
  const { store, isFile } = useWorkbench();
  const { timeline } = useCalmTimeline();
  const n = useWorkbenchState((state) => state.entry);
  const field = useWorkbenchState((state) => state.field);
  const entry = n === undefined ? undefined : timeline.entries.nth(n);
  const [said, say] = useState('');
  const filter = useWorkbenchState((state) => state.filter);
  const { select, pick, light, show, turnTo, typeFilter, keepFilter } = store.getState();

  return (
    <>
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
        hands={{
          filter,
          baseOf: (client) => store.getState().ticket?.urls[client],
          onFilter: (text) => {
            typeFilter(text);
            keepFilter();
          },
          // A browser may refuse the clipboard, e.g. without permission: then that is said.
          onCopy: (text) =>
            void navigator.clipboard.writeText(text).then(
              () => say('Copied'),
              () => say('The browser did not allow copying'),
            ),
        }}
        compact={compact}
      />
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}
