'use client';

import { Play } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

export function RunButton({ label = 'Run' }: { readonly label?: string }) {
  const { conductor } = useWorkbench();
  const starting = useWorkbenchState((state) => state.phase === 'starting');
  return (
    <Button
      look="run"
      disabled={starting}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      onClick={() => void conductor.run()}
    >
      <Play size={12} fill="currentColor" aria-hidden="true" /> {starting ? 'Starting' : label}
    </Button>
  );
}
