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
      className="pointer-events-auto absolute grid h-[18px] w-6 place-items-center rounded bg-sel text-dim hover:text-ink"
    >
      <Ellipsis aria-hidden="true" size={14} />
    </button>
  );
}
