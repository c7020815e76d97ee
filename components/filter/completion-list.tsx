import { useEffect, useRef } from 'react';
import { scrollToShow } from '@/components/ui/scroll-to-show';
import type { Completion } from '@/lib/filter/completions';

interface CompletionListProps {
  readonly id: string;
  readonly options: readonly Completion[];
  /** The option the arrow keys came to; −1 before that. */
  readonly active: number;
  readonly onPick: (option: Completion) => void;
}

/** What may stand at the caret, each with a sentence: under what the line says, which it must not cover. */
export function CompletionList({ id, options, active, onPick }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const option = list.current?.querySelector(`[data-place="${active}"]`);
    if (list.current && option) scrollToShow(list.current, option);
  }, [active]);

  return (
    <div className="absolute inset-x-2.5 top-full z-30 mt-0.5 max-w-[36rem] rounded-md border border-line bg-raised text-[12.5px] shadow-xl shadow-black/30">
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label="What may stand here"
        className="max-h-60 overflow-auto p-1"
      >
        {options.map(({ text, says }, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the line's, which has the focus
          // biome-ignore lint/a11y/useFocusableInteractive: the line keeps the focus and names its active option
          <div
            key={text}
            id={optionId(id, place)}
            role="option"
            aria-selected={place === active}
            data-place={place}
            // A press must not take the focus out of the line.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick({ text, says })}
            className="flex cursor-pointer items-baseline gap-3 rounded px-2 py-1 hover:bg-sel/60 aria-selected:bg-sel"
          >
            <span className="shrink-0 font-mono text-ink">{text}</span>
            <span className="min-w-0 truncate text-dim">{says.replaceAll('`', '')}</span>
          </div>
        ))}
      </div>
      <p aria-hidden="true" className="border-t border-line px-3 py-1 text-[11.5px] text-dim">
        ↓ ↑ choose · Tab takes {options[Math.max(active, 0)]?.text} · Esc closes
      </p>
    </div>
  );
}

export function optionId(list: string, place: number): string {
  return `${list}-${place}`;
}
