import { useEffect, useRef } from 'react';
import { micros } from '@/lib/base/micros';
import { fieldOf } from '@/lib/state/acts';
import type { InspectedFile } from '@/lib/state/inspection';
import type { WorkbenchStore } from '@/lib/state/store';
import { currentRun, entriesBefore } from '@/lib/state/totals';
import { readViewLink, type ViewLink, writeViewLink } from '@/lib/state/view-link';
import { useOfTimeline, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

/** A hand on the slider has come to rest, in milliseconds. */
const AT_REST = 250;

/** Those that have followed the address they were opened with: a file that is shown again has a view of its own. */
const opened = new WeakSet<WorkbenchStore>();

/**
 * The address follows the view, and a view follows the address it was opened with: its step is unfolded and its
 * filter in force at once, its entry and field are selected as soon as a run has brought them.
 */
export function useViewLink(file?: InspectedFile): void {
  const { store, recording } = useWorkbench();
  const isFile = file !== undefined;
  const sample = file?.sample;
  // The address that the page was opened with is about the first file, if about any.
  const isOfAddress = file === undefined || file.id === 1;
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
    if (!isOfAddress || link.sample !== sample || opened.has(store)) return;
    opened.add(store);
    wanted.current = link;
    if (link.step !== undefined) store.getState().unfold(link.step, true);
    if (link.filter !== undefined) store.getState().typeFilter(link.filter);
  }, [store, isOfAddress, sample]);

  useEffect(() => {
    function look(): void {
      const link = wanted.current;
      if (link?.entry === undefined) return;
      const timeline = recording.timeline();
      const before = isFile ? 0 : entriesBefore(timeline, currentRun(timeline));
      const found = timeline.entries.nth(before + link.entry);
      if (!found) return;
      wanted.current = undefined;
      const { entry: selected, select, goTo, pick, showRun } = store.getState();
      if (selected !== undefined) return;
      if (isFile) showRun(found.run);
      select(found.n);
      if (link.after !== undefined) goTo(found.n, micros(link.after));
      if (link.field !== undefined) pick(fieldOf(found, link.field));
    }
    look();
    return recording.subscribe(look);
  }, [store, recording, isFile]);

  useEffect(() => {
    // While time passes the address stands still: browsers allow only so many changes.
    if (playing) return;
    const shown = entry === undefined ? undefined : timeline.entries.nth(entry);
    // Until something was chosen the address stays as it came; that of a file may be about the one before it.
    if (!isFile && !shown && step === undefined && filter === '' && !written.current) return;
    written.current = true;
    // What is still waited for stays in it.
    const { entry: waited, after: waitedAfter, field: waitedField } = (!shown && wanted.current) || {};
    const search = writeViewLink({
      ...(sample !== undefined && { sample }),
      ...(waited !== undefined && { entry: waited }),
      ...(waitedAfter !== undefined && { after: waitedAfter }),
      ...(waitedField !== undefined && { field: waitedField }),
      ...(step !== undefined && { step }),
      ...(shown && { entry: isFile ? shown.n : shown.n - entriesBefore(timeline, shown.run) }),
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
  }, [timeline, entry, after, playing, field, step, filter, isFile, sample]);
}
