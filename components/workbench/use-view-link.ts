import { useEffect, useRef } from 'react';
import { readViewLink, type ViewLink, writeViewLink } from '@/lib/state/view-link';
import { useTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

/**
 * The address follows the view, and a view follows the address it was opened with: its entry is selected as soon
 * as a run has brought one of that number.
 */
export function useViewLink(): void {
  const { store } = useWorkbench();
  const { timeline, version } = useTimeline();
  const entry = useWorkbenchState((state) => state.entry);
  const field = useWorkbenchState((state) => state.field?.key);
  const wanted = useRef<ViewLink>(undefined);

  useEffect(() => {
    wanted.current = readViewLink(location.search);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the timeline grows in place; its version tells when
  useEffect(() => {
    const n = wanted.current?.entry;
    if (n === undefined || !timeline.entries[n - 1]) return;
    wanted.current = undefined;
    if (store.getState().entry === undefined) store.getState().select(n);
  }, [store, timeline, version]);

  useEffect(() => {
    if (entry === undefined) return;
    const search = writeViewLink({ entry, ...(field !== undefined && { field }) });
    history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`);
  }, [entry, field]);
}
