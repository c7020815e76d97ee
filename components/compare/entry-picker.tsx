import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useId } from 'react';
import type { EntryNumber } from '@/lib/session/entry';

interface EntryPickerProps {
  readonly side: 'A' | 'B';
  readonly n: EntryNumber | undefined;
  /** The last there is. */
  readonly last: EntryNumber;
  /** What it is. */
  readonly says: string | undefined;
  readonly onPick: (n: EntryNumber) => void;
}

const STEP =
  'inline-flex size-6 items-center justify-center rounded text-dim hover:bg-raised hover:text-ink disabled:opacity-40';

/** Which entry stands on a side: typed, or walked to. */
export function EntryPicker({ side, n, last, says, onPick }: EntryPickerProps) {
  const id = useId();
  return (
    <div data-slot="entry-picker" data-side={side} className="min-w-0 flex-1">
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="font-semibold">
          {side}
        </label>
        <button
          type="button"
          className={STEP}
          aria-label={`Entry before, ${side}`}
          disabled={n === undefined || n <= 1}
          onClick={() => n !== undefined && onPick(n - 1)}
        >
          <ChevronLeft size={14} aria-hidden="true" />
        </button>
        <input
          id={id}
          aria-label={`${side}: number of the entry`}
          type="number"
          inputMode="numeric"
          min={1}
          max={last}
          value={n ?? ''}
          placeholder="#"
          onChange={(event) => {
            const next = event.target.valueAsNumber;
            if (Number.isInteger(next) && next >= 1 && next <= last) onPick(next);
          }}
          className="h-6 w-16 rounded border border-line bg-bg px-1.5 text-center font-mono"
        />
        <button
          type="button"
          className={STEP}
          aria-label={`Entry after, ${side}`}
          disabled={n !== undefined && n >= last}
          onClick={() => onPick((n ?? 0) + 1)}
        >
          <ChevronRight size={14} aria-hidden="true" />
        </button>
      </div>
      <p className="truncate font-mono text-[12px] text-dim">{says ?? 'none chosen yet'}</p>
    </div>
  );
}
