import { useEffect, useRef } from 'react';
import { micros } from '@/lib/base/micros';
import { fieldOf, nthField } from '@/lib/state/acts';
import type { InspectedFile } from '@/lib/state/inspection';
import type { WorkbenchStore } from '@/lib/state/store';
import { currentRun, entriesBefore, runsIn } from '@/lib/state/totals';
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
  const field = useWorkbenchState((state) => state.field);
  const step = useWorkbenchState((state) => state.at);
  const filter = useWorkbenchState((state) => state.filter);
  const as = useWorkbenchState((state) => state.form);
  const run = useWorkbenchState((state) => state.run);
  const zoom = useWorkbenchState((state) => state.zoom);
  const laidOpen = useWorkbenchState((state) => state.laidOpen);
  const wanted = useRef<ViewLink>(undefined);
  const written = useRef(false);

  useEffect(() => {
    const link = readViewLink(location.search);
    if (!isOfAddress || link.sample !== sample || opened.has(store)) return;
    opened.add(store);
    wanted.current = link;
    const { unfold, typeFilter, showAs, zoomTo, layOpen } = store.getState();
    if (link.step !== undefined) unfold(link.step, true);
    if (link.filter !== undefined) typeFilter(link.filter);
    if (link.as !== undefined) showAs(link.as);
    if (link.zoom !== undefined) zoomTo(link.zoom);
    if (link.laidOpen) layOpen(true);
  }, [store, isOfAddress, sample]);

  useEffect(() => {
    function look(): void {
      const link = wanted.current;
      const timeline = recording.timeline();
      if (isFile && link?.run !== undefined && runsIn(timeline).includes(link.run)) {
        const { run, ...rest } = link;
        wanted.current = rest;
        if (store.getState().run === undefined) store.getState().showRun(run);
      }
      if (link?.entry === undefined) return;
      const before = isFile ? 0 : entriesBefore(timeline, currentRun(timeline));
      const found = timeline.entries.nth(before + link.entry);
      if (!found) return;
      wanted.current = undefined;
      const { entry: selected, select, goTo, pick, showRun } = store.getState();
      if (selected !== undefined) return;
      if (isFile) showRun(found.run);
      select(found.n);
      if (link.after !== undefined) goTo(found.n, micros(link.after));
      if (link.field !== undefined) pick(fieldOf(found, link.field, link.nth));
    }
    look();
    return recording.subscribe(look);
  }, [store, recording, isFile]);

  useEffect(() => {
    // While time passes the address stands still: browsers allow only so many changes.
    if (playing) return;
    const shown = entry === undefined ? undefined : timeline.entries.nth(entry);
    // Until something was chosen the address stays as it came; that of a file may be about the one before it.
    const isPlain = step === undefined && filter === '' && as === 'ladder' && zoom === undefined && !laidOpen;
    if (!isFile && !shown && isPlain && !written.current) return;
    written.current = true;
    // What is still waited for stays in it.
    const waited = (!shown && wanted.current) || {};
    const nth = shown && field ? nthField(shown, field) : 1;
    const search = writeViewLink({
      ...(sample !== undefined && { sample }),
      ...(step !== undefined && { step }),
      ...(as !== 'ladder' && { as }),
      // An entry is of a run.
      ...(isFile && !shown && (run ?? waited.run) !== undefined && { run: run ?? waited.run }),
      ...(zoom !== undefined && { zoom }),
      ...(laidOpen && { laidOpen }),
      ...(waited.entry !== undefined && { entry: waited.entry }),
      ...(waited.after !== undefined && { after: waited.after }),
      ...(waited.field !== undefined && { field: waited.field }),
      ...(waited.nth !== undefined && { nth: waited.nth }),
      ...(shown && { entry: isFile ? shown.n : shown.n - entriesBefore(timeline, shown.run) }),
      ...(shown && after > 0 && { after }),
      ...(field !== undefined && { field: field.key }),
      ...(nth > 1 && { nth }),
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
  }, [timeline, entry, after, playing, field, step, filter, as, run, zoom, laidOpen, isFile, sample]);
}
