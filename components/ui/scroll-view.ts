import type { RefObject } from 'react';
import type { Entry } from '@/lib/session/entry';
import type { TallScroller } from './tall-scroller';

/** What a scrollbar of one's own must know of what it scrolls. */
export interface ScrollView {
  /** Of the element that scrolls. */
  readonly id: string;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly tall: TallScroller;
  /** The rows of entries from the top down. They are only ever added at the end; other rows are another list. */
  readonly rows: readonly ScrolledRow[];
  readonly height: number;
}

export interface ScrolledRow {
  readonly y: number;
  readonly entry: Entry;
}
