import { Filter } from 'lucide-react';
import type { ReactNode } from 'react';
import { grouped } from '@/lib/base/grouped';

interface PanelProps {
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly lead: ReactNode;
  readonly children?: ReactNode;
}

/** One chart with what it says. */
export function Panel({ title, lead, children }: PanelProps) {
  return (
    <section aria-label={title} className="rounded-md border border-line bg-panel p-3.5">
      <h3 className="text-[14px] font-semibold">{title}</h3>
      <p className="mb-3 text-dim [&_b]:font-semibold [&_b]:text-ink">{lead}</p>
      {children}
    </section>
  );
}

interface ColumnProps {
  readonly words?: boolean;
  readonly children: ReactNode;
}

export function Column({ words = false, children }: ColumnProps) {
  return (
    <th
      scope="col"
      className={`pb-1 text-[12px] font-normal whitespace-nowrap text-dim ${words ? 'text-left' : 'pl-3 text-right max-sm:pl-2'}`}
    >
      {children}
    </th>
  );
}

interface PickButtonProps {
  readonly title: string;
  readonly children: ReactNode;
  onPress(): void;
}

/** Leads to the entries that a row counts, one after the other. */
export function PickButton({ title, children, onPress }: PickButtonProps) {
  return (
    <button
      type="button"
      title={title}
      onClick={onPress}
      className="-mx-1 inline-flex min-h-6 items-center gap-1.5 rounded px-1 text-left align-middle hover:bg-raised hover:underline"
    >
      {children}
    </button>
  );
}

interface FilterButtonProps {
  /** What keeps the entries that a row counts; none where no key says so. */
  readonly filter: string | undefined;
  readonly onFilter: ((filter: string) => void) | undefined;
}

export function FilterButton({ filter, onFilter }: FilterButtonProps) {
  if (filter === undefined || !onFilter) return undefined;
  return (
    <button
      type="button"
      aria-label={`Filter: ${filter}`}
      title={`Filter: ${filter}`}
      onClick={() => onFilter(filter)}
      className="ml-1 inline-flex size-6 items-center justify-center rounded align-middle text-faint hover:bg-raised hover:text-ink"
    >
      <Filter size={12} aria-hidden="true" />
    </button>
  );
}

/** Which way, as the client sees it. */
export function WayMark({ way }: { readonly way: 'up' | 'down' }) {
  return (
    <span className={way === 'up' ? 'text-up' : 'text-down'}>
      <span aria-hidden="true">{way === 'up' ? '↑' : '↓'}</span>
      <span className="sr-only">{way}</span>
    </span>
  );
}

/** Parts of compressed bytes are no whole numbers. */
export function numberText(count: number): string {
  return grouped(Math.round(count));
}

export function partText(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  if (percent > 0 && percent < 1) return 'under 1 %';
  return `${Math.round(percent)} %`;
}
