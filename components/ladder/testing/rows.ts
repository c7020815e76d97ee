import { micros } from '@/lib/base/micros';
import type { Link, Span } from '@/lib/session/entry';
import { EntryStore } from '@/lib/session/entry-store';
import { grow, type Layout, openLayout } from '../layout';

/** Entries 1, 2, 3 … of one run, at these milliseconds. What they are does not matter to where they lie. */
export function entriesAt(...ms: readonly number[]): EntryStore {
  const entries = new EntryStore();
  for (const [i, at] of ms.entries()) {
    entries.push({
      kind: 'gap',
      lost: 1,
      n: i + 1,
      seq: i + 1,
      at: micros(at * 1000),
      run: 1,
      from: 'alice',
      to: 'server',
    });
  }
  return entries;
}

/** As many entries as are asked for, a tenth of a millisecond apart, so that no time lies between the rows. */
export function layoutOf(count: number): Layout {
  const layout = openLayout(entriesAt(...Array.from({ length: count }, (_, i) => i / 10)));
  grow(layout, () => true);
  return layout;
}

export function ack(a: number, b: number): Link {
  return { kind: 'ack', a, b, took: micros(1000), label: `ack ${a}` };
}

export function span(about: Partial<Span> & Pick<Span, 'kind' | 'startEntry'>): Span {
  const end = about.endEntry === undefined ? undefined : micros(about.endEntry * 1000);
  return { client: 'alice', sid: 's1', run: 1, start: micros(about.startEntry * 1000), end, ...about };
}
