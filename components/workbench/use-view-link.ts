import { useEffect, useRef } from 'react';
import { micros } from '@/lib/base/micros';
import { fieldOf } from '@/lib/state/acts';
import { currentRun, entriesBefore } from '@/lib/state/totals';
import { readViewLink, type ViewLink, writeViewLink } from '@/lib/state/view-link';
import { useOfTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

/** A hand on the slider has come to rest, in milliseconds. */
const AT_REST = 250;

/**
 * The address follows the view, and a view follows the address it was opened with: its step is unfolded and its
 * filter in force at once, its entry and field are selected as soon as a run has brought them.
 */
export function useViewLink(): void {
  const { store, recording } = useWorkbench();
  const timeline = useOfTimeline((timeline) => timeline);
  const entry = useWorkbenchState((state) => state.entry);
  const after = useWorkbenchState((state) => state.after);
  const playing = useWorkbenchState((state) => state.playing);
  const field = useWorkbenchState((state) => state.field?.key);
  const step = useWorkbenchState((state) => state.at);
  const filter = useWorkbenchState((state) => state.filter);
  const wanted = useRef<ViewLink>(undefined);
  const written = useRef(false);

  useEffect(() => {
    const link = readViewLink(location.search);
    wanted.current = link;
    if (link.step !== undefined) store.getState().unfold(link.step, true);
    if (link.filter !== undefined) store.getState().typeFilter(link.filter);
  }, [store]);

  useEffect(() => {
    function look(): void {
      const link = wanted.current;
      if (link?.entry === undefined) return;
      const timeline = recording.timeline();
      const found = timeline.entries.nth(entriesBefore(timeline, currentRun(timeline)) + link.entry);
      if (!found) return;
      wanted.current = undefined;
      const { entry: selected, select, goTo, pick } = store.getState();
      if (selected !== undefined) return;
      select(found.n);
      if (link.after !== undefined) goTo(found.n, micros(link.after));
      if (link.field !== undefined) pick(fieldOf(found, link.field));
    }
    look();
    return recording.subscribe(look);
  }, [store, recording]);

  useEffect(() => {
    // While time passes the address stands still: browsers allow only so many changes.
    if (playing) return;
    const shown = entry === undefined ? undefined : timeline.entries.nth(entry);
    // Until something was chosen the address stays as it came.
    if (!shown && step === undefined && filter === '' && !written.current) return;
    written.current = true;
    // What is still waited for stays in it.
    const { entry: waited, after: waitedAfter, field: waitedField } = (!shown && wanted.current) || {};
    const search = writeViewLink({
      ...(waited !== undefined && { entry: waited }),
      ...(waitedAfter !== undefined && { after: waitedAfter }),
      ...(waitedField !== undefined && { field: waitedField }),
      ...(step !== undefined && { step }),
      ...(shown && { entry: shown.n - entriesBefore(timeline, shown.run) }),
      ...(shown && after > 0 && { after }),
      ...(field !== undefined && { field }),
      ...(filter !== '' && { filter }),
    });
    // The router keeps its own state beside the address; it must not lose it.
    const write = () =>
      history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`);
    if (after === 0) {
      write();
      return;
    }
    const timer = setTimeout(write, AT_REST);
    return () => clearTimeout(timer);
  }, [timeline, entry, after, playing, field, step, filter]);
}
