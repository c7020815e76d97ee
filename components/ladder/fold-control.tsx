import { ChevronDown, ChevronRight } from 'lucide-react';
import { Tip } from '../ui/tip';

interface FoldControlProps {
  /** How many namespaces there are. */
  readonly count: number;
  readonly unfolded: boolean;
  readonly onUnfold: (unfolded: boolean) => void;
}

/** Gives each namespace a lane of its own, or takes them together again. */
export function FoldControl({ count, unfolded, onUnfold }: FoldControlProps) {
  const Sign = unfolded ? ChevronDown : ChevronRight;
  return (
    <Tip tip={unfolded ? 'Take the namespaces together' : 'A lane for each namespace'}>
      <button
        type="button"
        data-slot="fold"
        aria-expanded={unfolded}
        aria-label={`${count} namespaces, each with a lane of its own`}
        onClick={() => onUnfold(!unfolded)}
        className="flex h-[24px] max-w-full items-center rounded pr-1 font-mono text-[11px] font-normal text-dim hover:text-ink"
      >
        <Sign aria-hidden="true" size={13} className="shrink-0" />
        <span className="truncate">{`${count} namespaces`}</span>
      </button>
    </Tip>
  );
}
