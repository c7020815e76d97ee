import { Ellipsis } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { EntryNumber } from '@/lib/session/entry';

interface RowMenuButtonProps {
  readonly n: EntryNumber;
  readonly style: CSSProperties;
  readonly onPress: () => void;
}

/** On the selected row, for those who have no right button. It lies over the rows: a row may hold no button. */
export function RowMenuButton({ n, style, onPress }: RowMenuButtonProps) {
  return (
    <button
      type="button"
      data-slot="row-menu-button"
      aria-label={`What to do with entry ${n}`}
      aria-haspopup="menu"
      onClick={onPress}
      style={style}
      className="pointer-events-auto absolute grid size-6 place-items-center rounded text-dim hover:text-ink"
    >
      <span className="grid h-[18px] w-full place-items-center rounded bg-sel">
        <Ellipsis aria-hidden="true" size={14} />
      </span>
    </button>
  );
}
