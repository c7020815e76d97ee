import { ArrowDown, Pause } from 'lucide-react';
import { grouped } from '@/lib/base/grouped';

export interface NewerButtonProps {
  /** Rows that are there and not in view. */
  readonly newer: number;
  readonly paused: boolean;
  readonly onPress: (() => void) | undefined;
}

/** Nothing moves by itself under a reader's eye: this is how to get to what came meanwhile. */
export function NewerButton({ newer, paused, onPress }: NewerButtonProps) {
  if (newer <= 0 && !paused) return undefined;
  const news = `${grouped(newer)} new`;
  return (
    <button
      type="button"
      data-slot="newer"
      disabled={!onPress}
      onClick={onPress}
      className="absolute bottom-3 left-1/2 z-10 flex -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-raised px-3 py-1 text-xs text-ink shadow-lg shadow-black/20 hover:border-faint"
    >
      {paused ? <Pause aria-hidden="true" size={12} /> : <ArrowDown aria-hidden="true" size={12} />}
      {paused ? `paused${newer > 0 ? ` · ${news}` : ''}` : news}
    </button>
  );
}
