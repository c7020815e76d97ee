'use client';

import { useId, useLayoutEffect, useRef } from 'react';
import { Coloured, type Flaw } from './coloured';
import { CompletionList, optionId } from './completion-list';
import type { LineInput } from './use-line';

interface FilterInputProps {
  readonly text: string;
  readonly flaw: Flaw | undefined;
  /** The element that says what is kept, or what is wrong. */
  readonly describedBy: string;
  readonly line: LineInput;
}

const SHARED = 'h-7 px-2 font-mono text-[12.5px] leading-7 whitespace-pre';

/** One line that is coloured as it is typed: what is typed is transparent, and lies over what is coloured. */
export function FilterInput({ text, flaw, describedBy, line }: FilterInputProps) {
  const list = useId();
  const behind = useRef<HTMLDivElement>(null);
  const { input, options, active, take, onKeyDown, onChange, onLeave } = line;

  function follow(): void {
    if (behind.current && input.current) behind.current.scrollLeft = input.current.scrollLeft;
  }
  // Not each time that an entry comes: asking where the line is scrolled to lays the page out.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what moves it
  useLayoutEffect(follow, [text]);

  return (
    <div className="min-w-0 flex-1">
      <div
        data-invalid={flaw !== undefined || undefined}
        className="relative overflow-hidden rounded-md border border-line bg-bg focus-within:border-note data-invalid:border-error"
      >
        <div
          ref={behind}
          aria-hidden="true"
          className={`${SHARED} pointer-events-none absolute inset-0 overflow-hidden`}
        >
          <Coloured text={text} flaw={flaw} />
        </div>
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label="Filter"
          aria-autocomplete="list"
          aria-expanded={options.length > 0}
          aria-controls={list}
          aria-activedescendant={active >= 0 ? optionId(list, active) : undefined}
          aria-invalid={flaw !== undefined}
          aria-describedby={describedBy}
          aria-keyshortcuts="/"
          data-slot="filter-input"
          placeholder="Filter, e.g. sio.event == chat"
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          onChange={({ currentTarget: { value, selectionStart } }) =>
            onChange(value, selectionStart ?? value.length)
          }
          onKeyDown={onKeyDown}
          onKeyUp={follow}
          onScroll={follow}
          onBlur={onLeave}
          className={`${SHARED} relative block w-full bg-transparent text-transparent caret-ink outline-none! placeholder:text-faint`}
        />
      </div>
      {options.length > 0 && <CompletionList id={list} options={options} active={active} onPick={take} />}
    </div>
  );
}
