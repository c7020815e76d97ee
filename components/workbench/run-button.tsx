'use client';

import { Play } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useWorkbench, useWorkbenchState } from '@/lib/state/workbench-context';

interface RunButtonProps {
  readonly label?: string;
  readonly className?: string;
  /** Only the sign where there is little room. */
  readonly terse?: boolean;
}

export function RunButton({ label = 'Run', className = '', terse = false }: RunButtonProps) {
  const { conductor } = useWorkbench();
  const starting = useWorkbenchState((state) => state.phase === 'starting');
  return (
    <Button
      look="run"
      className={`aria-disabled:cursor-default aria-disabled:opacity-50 ${className}`}
      // A disabled button would let the focus go.
      aria-disabled={starting}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      onClick={() => {
        if (!starting) void conductor.run();
      }}
    >
      <Play size={12} fill="currentColor" aria-hidden="true" />{' '}
      <span className={terse ? 'max-[430px]:sr-only' : ''}>{starting ? 'Starting' : label}</span>
    </Button>
  );
}
