'use client';

import { Filter as FilterIcon, Search, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { Flaw } from './coloured';
import { FilterHelp } from './filter-help';
import { FilterInput } from './filter-input';
import { type Line, useLine } from './use-line';

interface FilterLineProps extends Line {
  /** What is wrong with the text as it stands. */
  readonly flaw: Flaw | undefined;
  /** The filter in force, where there is one: what it keeps, and how many entries it hides. */
  readonly inForce: { readonly text: string; readonly says: string; readonly hidden: number } | undefined;
  /** Asks for something to look for. */
  readonly onFind: () => void;
  /** After the sentence. */
  readonly children?: ReactNode;
}

/** Which entries are shown, typed; and in a sentence, which those are. */
export function FilterLine({ inForce, flaw: found, onFind, children, ...typed }: FilterLineProps) {
  const { text, onText, onKeep } = typed;
  const line = useLine(typed);
  // A word that is offered its end is not wrong yet.
  const flaw = found && line.unfinished !== undefined && found.start >= line.unfinished ? undefined : found;
  const said = useId();
  return (
    <div data-slot="filter-line" className="relative shrink-0 border-b border-line bg-panel px-2.5 py-1.5">
      <div className="flex items-center gap-1.5">
        <FilterIcon aria-hidden="true" size={13} className="shrink-0 text-dim" />
        <FilterInput text={text} flaw={flaw} describedBy={said} line={line} />
        {text !== '' && (
          <button
            type="button"
            aria-label="Clear the filter"
            onClick={() => {
              onKeep();
              onText('');
            }}
            className="grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-raised hover:text-ink"
          >
            <X aria-hidden="true" size={15} />
          </button>
        )}
        <button
          type="button"
          aria-label="Find"
          title="Find text or bytes (n)"
          onClick={onFind}
          className="grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-raised hover:text-ink"
        >
          <Search aria-hidden="true" size={14} />
        </button>
        <FilterHelp onPick={onText} />
      </div>
      <div className="flex flex-wrap items-baseline gap-x-3 pl-[19px] text-[12px]">
        <p id={said} role="status" data-slot="filter-says" className="min-w-0 break-words not-empty:pt-1">
          {flaw && <span className="text-error">{flaw.message}</span>}
          {flaw && inForce && <span className="text-dim"> · Still in force: </span>}
          {inForce && (
            <span className="text-dim">
              {flaw ? inForce.text : `Shows ${inForce.says}`}
              <span className="whitespace-nowrap"> · {inForce.hidden} hidden</span>
            </span>
          )}
        </p>
        {children}
      </div>
    </div>
  );
}
