import type { EntryNumber } from '@/lib/session/entry';

/** How the reader wants the list. */
export interface ListView {
  /** Columns that were chosen or left out; the width of the list decides about the others. */
  readonly chosen: { readonly [column: string]: boolean };
  readonly sort?: ListSort;
}

export interface ListSort {
  readonly column: string;
  readonly way: 'ascending' | 'descending';
  /** What came after this entry is not sorted in: no row may move under the reader. */
  readonly until: EntryNumber;
}

export const PLAIN_LIST: ListView = { chosen: {} };

/** A press on a column's head: up, down, and back to the order of time. */
export function sortedBy({ sort, ...view }: ListView, column: string, until: EntryNumber): ListView {
  if (sort?.column !== column) return { ...view, sort: { column, way: 'ascending', until } };
  return sort.way === 'ascending' ? { ...view, sort: { column, way: 'descending', until } } : view;
}
