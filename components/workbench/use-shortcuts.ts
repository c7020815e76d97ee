import { useEffect } from 'react';
import { BESIDE_KEYS } from '@/components/ui/beside';
import { isTyping } from '@/components/ui/typing';
import { shortcutStore } from '@/lib/state/shortcuts';
import type { WorkbenchStore } from '@/lib/state/store';
import { markBeside } from '@/lib/state/time';
import { useShownRun, useWorkbench } from '@/lib/state/workbench-context';
import { findNext } from './find-next';

const LIST_KEYS = ['j', 'k', ...BESIDE_KEYS];
const LADDER_KEYS = [...LIST_KEYS, '+', '=', '-', '0'];
const MARK_KEYS = ['m', '[', ']'];

/**
 * Keys that act wherever the focus is: Ctrl or ⌘ with Enter runs, letters walk the ladder, / goes to the filter, Space
 * plays from the selected entry or holds the ladder still, m marks, Esc lets go.
 */
export function useShortcuts(): void {
  const workbench = useWorkbench();
  const run = useShownRun();
  const { store, conductor, isFile } = workbench;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void conductor.run();
        return;
      }
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        isInDialog(event.target)
      )
        return;
      if (event.key === 'Escape') store.getState().select(undefined);
      else if (event.key === ' ' && !isControl(event.target)) {
        const { entry, playing, paused, play, pause } = store.getState();
        event.preventDefault();
        // At a moment, time can be let go on; now, it can only be held still.
        if (entry !== undefined) play(!playing);
        else if (!isFile) pause(!paused);
      } else if (MARK_KEYS.includes(event.key) && shortcutStore.getState().letters) {
        const { entry, marks, mark, goTo } = store.getState();
        const to = event.key === 'm' ? undefined : markBeside(marks, entry, event.key);
        if (event.key === 'm' && entry !== undefined) mark(entry);
        if (to !== undefined) goTo(to);
      } else if (event.key === '/' && shortcutStore.getState().letters) {
        event.preventDefault();
        focusFilter(store);
      } else if ((event.key === 'n' || event.key === 'p') && shortcutStore.getState().letters) {
        event.preventDefault();
        if (store.getState().sought === undefined) store.getState().turnTo('ladder');
        findNext(workbench, run, event.key === 'n' ? 1 : -1);
      } else if (LADDER_KEYS.includes(event.key) && shortcutStore.getState().letters) walkEntries(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [workbench, store, conductor, isFile, run]);
}

export function focusFilter(store: WorkbenchStore): void {
  store.getState().turnTo('ladder');
  // Where there is room for one panel only, it is drawn first.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-slot="filter-input"]')?.focus());
}

/** Ladder and list know where their keys lead: the one that is shown gets the focus, and the key once more. */
function walkEntries(event: KeyboardEvent): void {
  const list = LIST_KEYS.includes(event.key) ? ', [data-slot="list"] [role="grid"]' : '';
  const entries = document.querySelector<HTMLElement>(`[data-slot="ladder"] [role="listbox"]${list}`);
  if (!entries || entries.contains(document.activeElement)) return;
  event.preventDefault();
  entries.focus({ preventScroll: true });
  entries.dispatchEvent(new KeyboardEvent('keydown', { key: event.key, bubbles: true, cancelable: true }));
}

/** Space presses what has the focus; only elsewhere is it free to pause. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, input, summary, [role="log"]') !== null;
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}
