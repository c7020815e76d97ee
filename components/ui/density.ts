import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { ScrolledRows } from './scroll-view';

/**
 * How much lies where, in a number of bins that stays the same: when the rows outgrow them, each two become one.
 *
 *   bins   ▁▂▅▁▁▃▂▁          four rows more: ▃▅▃▂▁▁▁▁
 *          └┘└┘└┘└┘                          each twice as tall
 */
export interface Density {
  /** Of each bin the counts of `KINDS`, one after the other. */
  readonly counts: Uint32Array;
  /** Of the content, in its own measure: pixels of rows, say. One bin stands for so much. */
  binHeight: number;
  /** How many rows were counted. */
  read: number;
}

/** `told`: never on the wire. `bad` and `hit` are counted beside the other three. */
export const KINDS = ['up', 'down', 'told', 'bad', 'hit'] as const;
export type Kind = (typeof KINDS)[number];
const OFFSETS: { readonly [K in Kind]: number } = { up: 0, down: 1, told: 2, bad: 3, hit: 4 };

export const BINS = 2048;
const FIRST_BIN = 2;

/** `binHeight`: of the first bins, so small that nobody would see the difference. */
export function openDensity(binHeight = FIRST_BIN): Density {
  return { counts: new Uint32Array(BINS * KINDS.length), binHeight, read: 0 };
}

/** Counts the rows that were added since, up to the place `until`. */
export function growDensity(
  density: Density,
  { entries, numbers, ends }: ScrolledRows,
  isHit?: (n: EntryNumber) => boolean,
  until: number = numbers.length,
): void {
  const { counts } = density;
  // Before anything is counted, the bins can be of any height.
  if (density.read === 0) while (ends.at(until - 1) >= BINS * density.binHeight) density.binHeight *= 2;
  for (; density.read < until; density.read += 1) {
    const n = numbers.at(density.read);
    // Where the arrows are: they stand at the lower end of a row.
    const y = ends.at(density.read);
    while (y >= BINS * density.binHeight) halve(density);
    const bin = KINDS.length * Math.floor(y / density.binHeight);
    const role = entries.roleOf(n);
    const entry = role === undefined ? entries.nth(n) : undefined;
    const way = bin + OFFSETS[role === undefined ? wayOf(entry) : WAYS[role]];
    counts[way] = (counts[way] ?? 0) + 1;
    if (entry && isBad(entry)) counts[bin + OFFSETS.bad] = (counts[bin + OFFSETS.bad] ?? 0) + 1;
    if (isHit?.(n)) counts[bin + OFFSETS.hit] = (counts[bin + OFFSETS.hit] ?? 0) + 1;
  }
}

const WAYS = { client: 'up', server: 'down' } as const;

/** The counts of one kind on so many lines, of which the last ends at `height` of the content. */
export function linesOf(
  { counts, binHeight }: Density,
  kind: Kind,
  lines: number,
  height: number,
): Uint32Array {
  const found = new Uint32Array(lines);
  const last = Math.min(BINS, Math.ceil(height / binHeight));
  for (let bin = 0; bin < last; bin += 1) {
    const count = counts[bin * KINDS.length + OFFSETS[kind]] ?? 0;
    const line = Math.min(lines - 1, Math.floor((bin * binHeight * lines) / height));
    if (count > 0) found[line] = (found[line] ?? 0) + count;
  }
  return found;
}

function halve(density: Density): void {
  const { counts } = density;
  const kinds = KINDS.length;
  for (let place = 0; place < counts.length; place += 1) {
    const [bin, kind] = [Math.floor(place / kinds), place % kinds];
    const from = 2 * bin * kinds + kind;
    counts[place] = bin < BINS / 2 ? (counts[from] ?? 0) + (counts[from + kinds] ?? 0) : 0;
  }
  density.binHeight *= 2;
}

function wayOf(entry: Entry | undefined): 'up' | 'down' | 'told' {
  if (entry?.kind !== 'unit') return 'told';
  return entry.from === 'server' ? 'down' : 'up';
}

/** What one looks for when something went wrong. */
function isBad(entry: Entry): boolean {
  switch (entry.kind) {
    case 'unit':
      return entry.unit.issues.some(({ level }) => level === 'error');
    case 'close':
      return entry.how === 'rst' || entry.by === 'fault';
    case 'trace':
      return entry.record.event.kind === 'exception';
    case 'gap':
      return true;
    case 'open':
    case 'fault':
      return false;
  }
}
