'use client';

import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Timeline } from '@/lib/session/timeline';
import { calmly } from './calmly';
import type { Conductor } from './conductor';
import type { Recording } from './recording';
import type { WorkbenchState, WorkbenchStore } from './store';
import { currentRun } from './totals';

/** What one workbench works with. Only the roots of panels reach for it. */
export interface Workbench {
  readonly store: WorkbenchStore;
  readonly recording: Recording;
  readonly conductor: Conductor;
  /** What is shown was read from a file: there is no lab, no program and no wire to disturb. */
  readonly isFile?: boolean;
}

const WorkbenchContext = createContext<Workbench | undefined>(undefined);

export const WorkbenchProvider = WorkbenchContext.Provider;

export function useWorkbench(): Workbench {
  const workbench = use(WorkbenchContext);
  if (!workbench) throw new Error('Broken invariant: a panel outside of a workbench');
  return workbench;
}

export function useWorkbenchState<T>(select: (state: WorkbenchState) => T): T {
  return useStore(useWorkbench().store, select);
}

interface Grown {
  readonly timeline: Timeline;
  /** The timeline grows in place, so a memo over it must name the version. */
  readonly version: number;
}

/** The timeline, drawn anew whenever it has grown: for the rows themselves. */
export function useTimeline(): Grown {
  const { recording } = useWorkbench();
  const version = useSyncExternalStore(recording.subscribe, recording.version, recording.version);
  return { timeline: recording.timeline(), version };
}

/** The same for what tells of it all: drawn some times a second at most, and always of the last that came. */
export function useCalmTimeline(): Grown {
  const { recording } = useWorkbench();
  const version = useSyncExternalStore(useCalm(), recording.version, recording.version);
  return { timeline: recording.timeline(), version };
}

/** What can be told of the timeline by one value: drawn anew only when that is another one. */
export function useOfTimeline<T>(select: (timeline: Timeline) => T): T {
  const { recording } = useWorkbench();
  const read = () => select(recording.timeline());
  return useSyncExternalStore(useCalm(), read, read);
}

function useCalm() {
  const { recording } = useWorkbench();
  return useMemo(() => calmly(recording.subscribe), [recording]);
}

/** Which run of the program is looked at. */
export function useShownRun(): number {
  const { isFile, recording } = useWorkbench();
  const chosen = useWorkbenchState((state) => state.run);
  const read = () => {
    const timeline = recording.timeline();
    return isFile ? (chosen ?? timeline.entries.at(0)?.run ?? 0) : currentRun(timeline);
  };
  return useSyncExternalStore(recording.subscribe, read, read);
}
