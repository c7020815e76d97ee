'use client';

import { type KeyboardEvent, type MouseEvent, useCallback, useState } from 'react';
import type { EntryNumber } from '@/lib/session/entry';
import type { RowActs } from './row-menu';

interface Wanted {
  readonly actsOf: ((n: EntryNumber) => RowActs | undefined) | undefined;
  /** The row that keys are about. */
  readonly active: EntryNumber | undefined;
  /** Where that row is drawn. */
  readonly elementOf: (n: EntryNumber) => Element | null | undefined;
  /** What a menu is about is what is selected. */
  readonly onSelect: (n: EntryNumber) => void;
}

/** Opens the menu of a row: by the right button or a long touch, by Shift F10 or the menu key, or by a button. */
export function useRowMenu({ actsOf, active, elementOf, onSelect }: Wanted) {
  const [opened, setOpened] = useState<{ readonly at: DOMRect; readonly acts: RowActs } | undefined>();

  const onClose = useCallback(() => setOpened(undefined), []);

  function open(n: EntryNumber, at: DOMRect | undefined): boolean {
    const acts = actsOf?.(n);
    if (!acts || !at) return false;
    onSelect(n);
    setOpened({ at, acts });
    return true;
  }

  function openActive(): boolean {
    return active !== undefined && open(active, elementOf(active)?.getBoundingClientRect());
  }

  return {
    menu: { at: opened?.at, acts: opened?.acts, onClose },
    openActive,
    onContextMenu(event: MouseEvent): void {
      const row = event.target instanceof Element ? event.target.closest('[data-n]') : null;
      const isOpen = row
        ? open(Number(row.getAttribute('data-n')), new DOMRect(event.clientX, event.clientY, 0, 0))
        : openActive();
      if (isOpen) event.preventDefault();
    },
    /** `true` where the key opened it. */
    onMenuKey(event: KeyboardEvent): boolean {
      const isAsked = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      if (!isAsked || !openActive()) return false;
      event.preventDefault();
      return true;
    },
  };
}
