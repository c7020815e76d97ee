import type { StateCreator } from 'zustand';
import { parseFilter } from '@/lib/filter/filter';
import type { EntryNumber } from '@/lib/session/entry';
import type { WorkbenchState } from './store';
import { keepText, readText } from './stored';

export interface FilterSlice {
  /** What stands in the filter line, whether it is a filter or not yet. */
  readonly filterTyped: string;
  /** What is in force: the last that was typed and could be read. */
  readonly filter: string;
  /** Entries the reader went to since. They are shown, even where the filter hides them. */
  readonly revealed: ReadonlySet<EntryNumber>;
  /** Filters that were used before, oldest first; of this browser, not of this page. */
  readonly filtersUsed: readonly string[];
  typeFilter(text: string): void;
  reveal(entry: EntryNumber): void;
  /** Puts the filter in force among those that can be called back. */
  keepFilter(): void;
  readUsedFilters(): void;
}

const KEY = 'socketscope:filters';
const MOST = 30;
const NONE: ReadonlySet<EntryNumber> = new Set();

export const createFilterSlice: StateCreator<WorkbenchState, [], [], FilterSlice> = (set, get) => ({
  filterTyped: '',
  filter: '',
  revealed: NONE,
  filtersUsed: [],

  typeFilter: (typed) => {
    const filter = typed.trim();
    const { filter: before } = get();
    if (filter === before || !parseFilter(filter).ok) set({ filterTyped: typed });
    else set({ filterTyped: typed, filter, revealed: NONE });
  },
  reveal: (entry) => set({ revealed: new Set([...get().revealed, entry]) }),
  keepFilter: () => {
    const { filter, filtersUsed: used } = get();
    if (filter === '' || used.at(-1) === filter) return;
    const next = [...used.filter((one) => one !== filter), filter].slice(-MOST);
    keepText(KEY, JSON.stringify(next));
    set({ filtersUsed: next });
  },
  readUsedFilters: () => set({ filtersUsed: usedIn(readText(KEY)) }),
});

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** What stands there may be of another version of this page, or of anybody's making. */
function usedIn(stored: string | undefined): readonly string[] {
  try {
    const found: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(found) ? found.filter(isText).slice(-MOST) : [];
  } catch {
    return [];
  }
}
