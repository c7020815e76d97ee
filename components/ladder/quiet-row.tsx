import { durationText } from '@/lib/explain/words';
import type { Lanes } from './lanes';
import type { QuietRow as QuietRowPlace } from './layout';

export interface QuietRowProps {
  readonly row: QuietRowPlace;
  readonly lanes: Lanes;
}

/** A stretch of time in which nothing happened, folded away. */
export function QuietRow({ row, lanes }: QuietRowProps) {
  return (
    <div
      aria-hidden="true"
      data-slot="quiet"
      className="pointer-events-none absolute left-3 flex items-center justify-center"
      style={{ top: row.y, height: row.height, width: lanes.server }}
    >
      <span className="absolute inset-x-0 top-1/2 border-t border-dotted border-faint/60" />
      <span className="relative bg-bg px-2 font-mono text-[11px] text-dim">
        {durationText(row.lasted)} quiet
      </span>
    </div>
  );
}
