'use client';

import type { KeyboardEvent, ReactNode } from 'react';

interface MarkedInputProps {
  readonly label: string;
  readonly value: string;
  /** The same text again, coloured. */
  readonly marked: ReactNode;
  readonly placeholder?: string;
  readonly invalid: boolean;
  /** The element that says what is wrong. */
  readonly describedBy?: string;
  /** Shift with Enter makes a new line. */
  readonly manyLines?: boolean;
  onChange(value: string): void;
  onEnter(): void;
  /** The arrow keys, where there is no line for them to go to. */
  onRecall?(direction: 'older' | 'newer'): void;
}

const SHARED =
  'col-start-1 row-start-1 min-h-[28px] w-full px-2 py-[4px] font-mono text-[12.5px] leading-[18px] whitespace-pre-wrap break-all';

/** A field whose text is coloured as it is typed: what is typed is transparent, and lies over what is coloured. */
export function MarkedInput(props: MarkedInputProps) {
  const { label, value, marked, placeholder, invalid, describedBy, manyLines, onChange, onEnter, onRecall } =
    props;

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && !(manyLines && event.shiftKey)) {
      // With Ctrl or ⌘ it is Run, wherever the focus is.
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      onEnter();
    } else if (event.key === 'ArrowUp' && onRecall && !value.slice(0, selectionStart).includes('\n')) {
      event.preventDefault();
      onRecall('older');
    } else if (event.key === 'ArrowDown' && onRecall && !value.slice(selectionEnd).includes('\n')) {
      event.preventDefault();
      onRecall('newer');
    }
  }

  return (
    <div className="grid min-w-0 flex-1 rounded-md border border-line bg-bg">
      <div aria-hidden="true" className={`${SHARED} pointer-events-none`}>
        {marked}
        {/* A last line that is empty still takes its room. */}
        {'\u200b'}
      </div>
      <textarea
        aria-label={label}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        value={value}
        placeholder={placeholder}
        rows={1}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className={`${SHARED} resize-none overflow-hidden bg-transparent text-transparent caret-ink outline-none placeholder:text-faint`}
      />
    </div>
  );
}
