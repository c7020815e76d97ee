import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Completion, Completions } from '@/lib/filter/completions';

export interface Line {
  readonly text: string;
  /** Filters that were used before, oldest first. */
  readonly used: readonly string[];
  readonly completionsAt: (text: string, caret: number) => Completions;
  readonly onText: (text: string) => void;
  /** It is done with: Enter, or the focus has gone on. */
  readonly onKeep: () => void;
}

const CLOSED = { at: undefined, active: -1 } as const;

export type LineInput = ReturnType<typeof useLine>;

/** How the keys of the filter line work: completions at the caret, filters used before, Esc. */
export function useLine({ text, used, completionsAt, onText, onKeep }: Line) {
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<{ readonly at: number | undefined; readonly active: number }>(CLOSED);
  // How far back among the used ones; −1 is what was being typed.
  const recalled = useRef({ back: -1, draft: '' });
  const caret = useRef<number>(undefined);

  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });

  const found = open.at === undefined ? undefined : completionsAt(text, open.at);
  const completions = found && isNews(found, text) ? found : undefined;
  const options = completions?.options ?? [];

  function type(next: string, at: number): void {
    recalled.current = { back: -1, draft: '' };
    onText(next);
    setOpen({ at, active: -1 });
  }

  function take({ text: option }: Completion): void {
    if (!completions) return;
    const { from, to } = completions;
    const before = text.slice(0, from);
    // What stands behind a key or an operator is wanted next.
    const next = `${before}${option} `;
    caret.current = next.length;
    onText(next + text.slice(to).trimStart());
    setOpen({ at: next.length, active: -1 });
  }

  function recall(step: 1 | -1): boolean {
    const { back, draft } = recalled.current;
    const place = back + step;
    const found = place === -1 ? draft : used.at(-1 - place);
    if (place < -1 || found === undefined) return false;
    recalled.current = { back: place, draft: back === -1 ? text : draft };
    caret.current = found.length;
    setOpen(CLOSED);
    onText(found);
    return true;
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key, event.currentTarget)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** `true` where the key meant something here. */
  function act(key: string, element: HTMLInputElement): boolean {
    const chosen = options[open.active];
    switch (key) {
      case 'ArrowDown':
        if (open.at === undefined && recalled.current.back >= 0) return recall(-1);
        if (options.length === 0) setOpen({ at: element.selectionStart ?? text.length, active: -1 });
        else setOpen({ at: open.at, active: (open.active + 1) % options.length });
        return true;
      case 'ArrowUp':
        if (open.active < 0) return recall(1);
        setOpen({ at: open.at, active: open.active - 1 });
        return true;
      case 'Enter':
        if (chosen) take(chosen);
        else {
          setOpen(CLOSED);
          onKeep();
        }
        return true;
      case 'Tab': {
        // Only within a word, or on an option: elsewhere Tab leads out of the line.
        const first = chosen ?? (completions && completions.from < completions.to ? options[0] : undefined);
        if (first) take(first);
        return first !== undefined;
      }
      case 'Escape':
        if (options.length > 0) setOpen(CLOSED);
        else if (text !== '') {
          onKeep();
          onText('');
        } else element.blur();
        return true;
      default:
        return false;
    }
  }

  return {
    input,
    options,
    active: open.active,
    // What is chosen from, still to be written to its end; nothing where the next word is yet to begin.
    unfinished: completions && completions.from < completions.to ? completions.from : undefined,
    take,
    onKeyDown,
    onChange: type,
    onLeave: () => {
      setOpen(CLOSED);
      onKeep();
    },
  };
}

/** There is something to choose, and it is not just what stands there. */
function isNews({ from, to, options }: Completions, text: string): boolean {
  const [only] = options;
  return options.length > 1 || (only !== undefined && only.text !== text.slice(from, to));
}
