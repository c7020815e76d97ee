'use client';

import { ArrowDown, ArrowUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';

interface FindLineProps {
  readonly text: string;
  readonly said: string;
  readonly onText: (text: string) => void;
  readonly onFind: (way: 1 | -1) => void;
  readonly onClose: () => void;
}

const BUTTON =
  'grid size-7 shrink-0 place-items-center rounded-md text-dim hover:bg-raised hover:text-ink disabled:opacity-50';

/** Looks for text or bytes, one entry after the other. */
export function FindLine({ text, said, onText, onFind, onClose }: FindLineProps) {
  const [before] = useState(() => document.activeElement);

  function close(): void {
    if (before instanceof HTMLElement) before.focus();
    onClose();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') onFind(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <search
      data-slot="find-line"
      className="flex shrink-0 items-center gap-1.5 border-b border-line bg-panel px-2.5 py-1.5"
    >
      <Search aria-hidden="true" size={13} className="shrink-0 text-dim" />
      <input
        type="text"
        // biome-ignore lint/a11y/noAutofocus: it was asked for just now
        autoFocus
        aria-label="Find in labels and bytes"
        placeholder="Find text, or bytes as 0x81 86"
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={({ currentTarget: { value } }) => onText(value)}
        onKeyDown={onKeyDown}
        className="h-7 min-w-0 flex-1 rounded-md border border-line bg-bg px-2 font-mono text-[12.5px] outline-none! placeholder:text-faint focus:border-note"
      />
      <span role="status" data-slot="find-said" className="shrink-0 font-mono text-[12px] text-dim">
        {said}
      </span>
      <button
        type="button"
        aria-label="Previous (p)"
        disabled={text === ''}
        onClick={() => onFind(-1)}
        className={BUTTON}
      >
        <ArrowUp aria-hidden="true" size={15} />
      </button>
      <button
        type="button"
        aria-label="Next (n)"
        disabled={text === ''}
        onClick={() => onFind(1)}
        className={BUTTON}
      >
        <ArrowDown aria-hidden="true" size={15} />
      </button>
      <button type="button" aria-label="Stop looking" onClick={close} className={BUTTON}>
        <X aria-hidden="true" size={15} />
      </button>
    </search>
  );
}
