import { describe, expect, it } from 'vitest';
import { UPGRADE } from '@/lib/session/stories';
import { timelineOf } from '@/lib/session/transcript';
import { dissectedOf } from './dissected';
import { fieldActs } from './field-acts';
import { treeRows } from './tree';

const STORY = timelineOf(`${UPGRADE}
  alice opens 3
  3 > bytes 81 01 32
`);

/** `label: what it filters by`, of the row whose label begins so. */
function offered(n: number, label: string, filter: string): { acts: string[]; chosen: string[] } {
  const entry = STORY.entries.nth(n);
  if (entry?.kind !== 'unit') throw new Error(`Entry ${n} has no fields.`);
  const row = treeRows(dissectedOf(entry.unit), { toggled: new Set(), shown: undefined }).find((one) =>
    one.label.startsWith(label),
  );
  if (!row) throw new Error(`Entry ${n} has no row ${label}.`);
  const chosen: string[] = [];
  const { groups } = fieldActs(row, entry, STORY, {
    filter,
    onFilter: (text) => chosen.push(text),
    onCopy: (text) => chosen.push(`copied ${text}`),
    baseOf: () => undefined,
  });
  const acts = groups.flat();
  for (const act of acts) act.onPick();
  return { acts: acts.map((act) => act.label), chosen };
}

describe('fieldActs', () => {
  it('offers what a filter can be joined with, and copies', () => {
    expect(offered(3, 'Status', 'ws')).toEqual({
      acts: [
        'Show only this  =',
        'And this  &',
        'Or this  |',
        'And not this  !',
        'Copy the value',
        'Copy its bytes as hex',
        'Copy the filter key',
      ],
      chosen: [
        'http.status == 200',
        'ws && http.status == 200',
        'ws || http.status == 200',
        'ws && !(http.status == 200)',
        'copied 200',
        'copied 32 30 30',
        'copied http.status',
      ],
    });
  });

  it('has nothing to join where nothing is filtered', () => {
    const { acts, chosen } = offered(3, 'HTTP response', '');
    expect(acts.slice(0, 2)).toEqual(['Show only this  =', 'Hide all with this  !']);
    expect(chosen.slice(0, 2)).toEqual(['http', '!http']);
  });
});
