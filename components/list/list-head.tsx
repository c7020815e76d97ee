import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Column } from './columns';
import type { ListSort } from './list-view';

export const HEAD = 30;

interface ListHeadProps {
  readonly columns: readonly Column[];
  readonly template: { readonly gridTemplateColumns: string };
  readonly sort: ListSort | undefined;
  readonly onSort: (column: string) => void;
}

/** The names of the columns; a press sorts by one. */
export function ListHead({ columns, template, sort, onSort }: ListHeadProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    // biome-ignore lint/a11y/useFocusableInteractive: its cells hold what is pressed
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid items-center gap-3 border-b border-line bg-panel pr-9 pl-3 text-dim"
      style={{ ...template, height: HEAD }}
    >
      {columns.map((column) => {
        const way = sort?.column === column.name ? sort.way : 'none';
        const Arrow = way === 'ascending' ? ArrowUp : ArrowDown;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as the grid
          // biome-ignore lint/a11y/useFocusableInteractive: it holds what is pressed
          <span
            key={column.name}
            role="columnheader"
            aria-sort={way}
            className={`min-w-0 ${column.isNumber ? 'text-right' : ''}`}
          >
            <button
              type="button"
              data-sort={column.name}
              onClick={() => onSort(column.name)}
              className="inline-flex max-w-full items-center gap-0.5 rounded-sm hover:text-ink"
            >
              <span className="truncate">{column.title}</span>
              {way !== 'none' && <Arrow aria-hidden="true" size={11} className="shrink-0 text-note" />}
            </button>
          </span>
        );
      })}
    </div>
  );
}
