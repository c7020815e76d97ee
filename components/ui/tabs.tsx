'use client';

import type { KeyboardEvent, ReactNode } from 'react';
import { neighbour } from './roving';

export interface TabItem<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
  readonly title?: string;
}

export interface TabListProps<V extends string> {
  /** Joins the tabs with their panel; unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly tabs: readonly TabItem<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** Where there is no room for one row of them, another one begins. */
  readonly wraps?: boolean;
}

/** The tabs alone; `TabPanel` with the same `id` holds what the chosen one shows. */
export function TabList<V extends string>(props: TabListProps<V>) {
  const { id, label, tabs, value, onChange, wraps = false } = props;

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') return;
    const next = neighbour(
      tabs.map((tab) => tab.value),
      value,
      event.key,
    );
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-value="${CSS.escape(next)}"]`)?.focus();
  }

  return (
    <div
      role="tablist"
      aria-label={label}
      data-slot="tabs"
      onKeyDown={onKeyDown}
      className={`flex gap-1 ${wraps ? 'min-w-0 flex-wrap' : 'shrink-0'}`}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`${id}-tab-${tab.value}`}
          aria-controls={`${id}-panel`}
          aria-selected={tab.value === value}
          data-value={tab.value}
          title={tab.title}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          className="whitespace-nowrap rounded-md px-2.5 py-1 text-[13px] leading-5 text-dim hover:text-ink aria-selected:bg-raised aria-selected:text-ink"
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

export interface TabPanelProps {
  readonly id: string;
  /** The chosen tab, which names the panel. */
  readonly value: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function TabPanel({ id, value, className, children }: TabPanelProps) {
  return (
    <div
      role="tabpanel"
      id={`${id}-panel`}
      aria-labelledby={`${id}-tab-${value}`}
      data-slot="tab-panel"
      className={className}
    >
      {children}
    </div>
  );
}
