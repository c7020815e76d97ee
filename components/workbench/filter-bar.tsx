'use client';

import { useEffect, useMemo } from 'react';
import { FilterLine } from '@/components/filter/filter-line';
import { Button } from '@/components/ui/button';
import { completionsAt } from '@/lib/filter/completions';
import { filterSays, parseFilter } from '@/lib/filter/filter';
import type { Key } from '@/lib/filter/key';
import { type SeenValue, seenValues } from '@/lib/filter/seen-values';
import type { EntryNumber } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import {
  useCalmTimeline,
  useOfTimeline,
  useWorkbench,
  useWorkbenchState,
} from '@/lib/state/workbench-context';
import type { Filtered } from './use-filtered';

interface FilterBarProps {
  readonly cast: readonly string[];
  readonly filtered: Filtered | undefined;
}

/** Which entries are shown: the line in which that is written, and what it comes to. */
export function FilterBar({ cast, filtered }: FilterBarProps) {
  const { store } = useWorkbench();
  const text = useWorkbenchState((state) => state.filterTyped);
  const filter = useWorkbenchState((state) => state.filter);
  const used = useWorkbenchState((state) => state.filtersUsed);
  const parsed = useMemo(() => parseFilter(text), [text]);
  const says = useMemo(() => saysOf(filter), [filter]);
  const seen = useSeen();
  const { typeFilter, keepFilter, readUsedFilters } = store.getState();
  useEffect(readUsedFilters, [readUsedFilters]);

  return (
    <FilterLine
      text={text}
      flaw={parsed.ok ? undefined : parsed}
      used={used}
      inForce={filtered && { text: filter, says, hidden: filtered.count }}
      completionsAt={(line, caret) => completionsAt(line, caret, cast, (key) => seen(line, key))}
      onText={typeFilter}
      onKeep={keepFilter}
      onFind={() => store.getState().seek(store.getState().sought ?? '')}
    >
      {filtered && <HiddenHalves filtered={filtered} />}
    </FilterLine>
  );
}

/** Values are looked for once for what stands in the line, not with each entry that comes meanwhile. */
function useSeen(): (line: string, key: Key) => readonly SeenValue[] {
  const timeline = useOfTimeline((timeline) => timeline);
  return useMemo(() => {
    let last: { readonly of: string; readonly values: readonly SeenValue[] } | undefined;
    return (line: string, key: Key) => {
      const of = `${key.name} ${line}`;
      if (last?.of !== of) last = { of, values: seenValues(key, timeline) };
      return last.values;
    };
  }, [timeline]);
}

function saysOf(filter: string): string {
  const parsed = parseFilter(filter);
  return parsed.ok ? filterSays(parsed.filter) : '';
}

/** What belongs with the selected entry and cannot be seen; itself, where it cannot. */
function HiddenHalves({ filtered: { hidden } }: { readonly filtered: Filtered }) {
  const { store } = useWorkbench();
  const { timeline } = useCalmTimeline();
  const selected = useWorkbenchState((state) => state.entry);
  const isHidden = (n: EntryNumber) => {
    const entry = timeline.entries.nth(n);
    return entry !== undefined && hidden(entry.n);
  };
  if (selected === undefined) return undefined;
  const halves = [
    ...(isHidden(selected) ? [{ n: selected, label: 'is selected' }] : []),
    ...linksOf(timeline, selected)
      .map(({ a, b, label }) => ({ n: a === selected ? b : a, label }))
      .filter(({ n }) => n !== selected && isHidden(n)),
  ];
  const different = halves.filter(({ n }, place) => halves.findIndex((half) => half.n === n) === place);
  const [first] = different;
  if (!first) return undefined;
  return (
    <Button
      look="quiet"
      data-slot="hidden-halves"
      className="mt-1 -ml-2 px-2! py-0! text-[12px]! text-note!"
      onClick={() => {
        for (const { n } of different) store.getState().reveal(n);
      }}
    >
      {different.length === 1
        ? `Show #${first.n}, ${first.label === 'is selected' ? 'which is selected' : `${first.label} of #${selected}`}`
        : `Show ${different.length} that belong with #${selected}`}
    </Button>
  );
}
