import type { RefObject } from 'react';
import type { Column } from '@/lib/base/column';
import type { EntryStore } from '@/lib/session/entry-store';
import type { TallScroller } from './tall-scroller';

/** What a scrollbar of one's own must know of what it scrolls. */
export interface ScrollView {
  /** Of the element that scrolls. */
  readonly id: string;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly tall: TallScroller;
  /** The rows of entries from the top down. They are only ever added at the end; other rows are another layout. */
  readonly layout: ScrolledRows;
  readonly height: number;
}

export interface ScrolledRows {
  readonly entries: EntryStore;
  /** The number of each row's entry, and where the row ends. */
  readonly numbers: Column;
  readonly ends: Column;
}
