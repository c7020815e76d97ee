'use client';

import { createContext, use, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Timeline } from '@/lib/session/timeline';
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

/** The timeline and its version: the timeline grows in place, so a memo over it must name the version. */
export function useTimeline(): { readonly timeline: Timeline; readonly version: number } {
  const { recording } = useWorkbench();
  const version = useSyncExternalStore(recording.subscribe, recording.version, recording.version);
  return { timeline: recording.timeline(), version };
}

/** Which run of the program is looked at. */
export function useShownRun(): number {
  const { isFile } = useWorkbench();
  const { timeline } = useTimeline();
  const chosen = useWorkbenchState((state) => state.run);
  return isFile ? (chosen ?? timeline.entries.at(0)?.run ?? 0) : currentRun(timeline);
}
