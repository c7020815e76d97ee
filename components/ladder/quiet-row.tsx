import { durationText } from '@/lib/explain/words';
import type { QuietRow as QuietRowPlace } from './layout';

/** A stretch of time in which nothing happened, folded away. */
export function QuietRow({ row }: { readonly row: QuietRowPlace }) {
  return (
    <div
      aria-hidden="true"
      data-slot="quiet"
      className="pointer-events-none absolute inset-x-0 flex items-center justify-center px-10"
      style={{ top: row.y, height: row.height }}
    >
      <span className="absolute inset-x-10 top-1/2 border-t border-dotted border-faint/60" />
      <span className="relative bg-bg px-2 font-mono text-[11px] text-faint">
        {durationText(row.lasted)} quiet
      </span>
    </div>
  );
}
