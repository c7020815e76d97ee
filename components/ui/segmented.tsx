'use client';

import type { KeyboardEvent } from 'react';
import { neighbour } from './roving';

export interface SegmentedOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly title?: string;
  readonly disabled?: boolean;
}

export interface SegmentedProps<V extends string> {
  /** What is chosen, for those who do not see the buttons together. */
  readonly label: string;
  readonly options: readonly SegmentedOption<V>[];
  /** `undefined` where none of them holds. */
  readonly value: V | undefined;
  readonly onChange: (value: V) => void;
  readonly disabled?: boolean;
}

/** One of a few, all in sight. Arrow keys choose, as in any group of radio buttons. */
export function Segmented<V extends string>({
  label,
  options,
  value,
  onChange,
  disabled,
}: SegmentedProps<V>) {
  const usable = options.filter((option) => !disabled && !option.disabled).map((option) => option.value);
  const stop = value !== undefined && usable.includes(value) ? value : usable[0];

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const next = neighbour(usable, stop, event.key);
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-value="${CSS.escape(next)}"]`)?.focus();
  }

  return (
    <div
      role="radiogroup"
      aria-label={label}
      data-slot="segmented"
      onKeyDown={onKeyDown}
      className="inline-flex shrink-0 overflow-hidden rounded-md border border-line"
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot hold the look of a button in all engines
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          data-value={option.value}
          disabled={disabled || option.disabled}
          title={option.title}
          tabIndex={option.value === stop ? 0 : -1}
          onClick={() => onChange(option.value)}
          className="whitespace-nowrap px-2.5 py-1 text-[12.5px] leading-[18px] text-dim -outline-offset-2! hover:text-ink disabled:opacity-50 aria-checked:bg-sel aria-checked:text-ink"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
