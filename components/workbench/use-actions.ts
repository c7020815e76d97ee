import { useEffect, useRef } from 'react';
import type { RowActs } from '@/components/ui/row-menu';
import type { EntryNumber } from '@/lib/session/entry';
import { type Action, offer } from '@/lib/state/actions';
import { useWorkbench } from '@/lib/state/workbench-context';
import { benchActions } from './bench-actions';
import { useKeep } from './use-keep';

/** Offers to the palette what can be done here, and with the selected entry. */
export function useActions(actsOf: (n: EntryNumber) => RowActs | undefined): void {
  const bench = useWorkbench();
  const keep = useKeep();
  const latest = useRef({ actsOf, keep });
  useEffect(() => {
    latest.current = { actsOf, keep };
  });

  useEffect(() => {
    return offer((typed) => {
      const { entry } = bench.store.getState();
      const acts = entry === undefined ? undefined : latest.current.actsOf(entry);
      return [
        ...benchActions(bench, { onKeep: (form) => void latest.current.keep(form, true) }, typed),
        ...(acts ? rowActions(acts) : []),
      ];
    });
  }, [bench]);
}

function rowActions({ title, groups }: RowActs): Action[] {
  const possible = groups.flat().filter(({ disabled }) => !disabled);
  return possible.map(({ key, label, onPick }) => ({
    id: `act ${key}`,
    group: 'The selected entry',
    title: label,
    words: title,
    run: onPick,
  }));
}
