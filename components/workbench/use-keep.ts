import type { KeepForm } from '@/components/keep/export-popover';
import { useShownRun, useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';
import { keepRecording } from './keep-file';
import { useFiltered } from './use-filtered';

/** Keeps what is on the screen as a file, and tells its name. */
export function useKeep(): (form: KeepForm, redacted: boolean) => Promise<string> {
  const { recording } = useWorkbench();
  const run = useShownRun();
  const unfolded = useWorkbenchState((state) => state.laidOpen);
  const filtered = useFiltered();
  return (form, redacted) =>
    keepRecording({ recording, form, redacted, run, unfolded, ...(filtered && { hidden: filtered.hidden }) });
}
