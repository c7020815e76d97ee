import { useEffect } from 'react';
import { useWorkbench } from '@/lib/state/workbench-context';

/** Ctrl or ⌘ with Enter runs the program, also while it is being written. */
export function useRunKey(): void {
  const { conductor } = useWorkbench();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      event.preventDefault();
      void conductor.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [conductor]);
}
