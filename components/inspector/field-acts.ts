import { hexText } from '@/lib/base/bytes';
import { conditionOf, type Joining, joinedFilter } from '@/lib/filter/join';
import type { UnitEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { RowAct, RowActs } from '../ui/row-menu';
import type { BaseOf } from './commands';
import { dissectedOf, findField } from './dissected';
import type { TreeRow } from './tree';

/** What can be done with a field, a layer or a fault. */
export interface FieldHands {
  /** The filter in force. */
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  readonly onCopy: (text: string) => void;
  readonly baseOf: BaseOf;
}

/** The keys that filter by the active row, as the language writes them. */
export const JOINING_KEYS: { readonly [key: string]: Joining } = {
  '=': 'only',
  '&': 'and',
  '|': 'or',
  '!': 'not',
};

/** What asks for what a row shows; `undefined` where nothing can. */
export function rowCondition(row: TreeRow, entry: UnitEntry, timeline: Timeline): string | undefined {
  switch (row.kind) {
    case 'layer':
      return row.ref.key;
    case 'issue':
      return `issue == ${row.ref.key}`;
    case 'field': {
      const field = findField(dissectedOf(entry.unit), row.ref);
      return field && conditionOf(field, entry, timeline);
    }
  }
}

export function fieldActs(
  row: TreeRow,
  entry: UnitEntry,
  timeline: Timeline,
  { filter, onFilter, onCopy }: FieldHands,
): RowActs {
  const condition = rowCondition(row, entry, timeline);
  const { key, buffer, start, end } = row.ref;
  const bytes = dissectedOf(entry.unit).buffers[buffer]?.bytes.subarray(start, end) ?? new Uint8Array();
  const joinings = Object.entries(JOINING_KEYS).filter(([, joining]) => joining === 'only' || filter !== '');
  const alone = condition === undefined ? [] : notAlone(filter, condition, onFilter);
  const filters = joinings.map(([sign, joining]): RowAct => {
    const joined = condition === undefined ? '' : joinedFilter(filter, joining, condition);
    return {
      key: `filter ${joining}`,
      label: `${JOINING_WORDS[joining]}  ${sign}`,
      hint: joined,
      onPick: () => onFilter(joined),
    };
  });
  return {
    title: condition ?? key,
    groups: [
      ...(condition === undefined ? [] : [[...filters, ...alone]]),
      [
        { key: 'copy value', label: 'Copy the value', onPick: () => onCopy(row.text || row.label) },
        { key: 'copy hex', label: 'Copy its bytes as hex', onPick: () => onCopy(hexText(bytes)) },
        { key: 'copy key', label: 'Copy the filter key', hint: key, onPick: () => onCopy(key) },
      ],
    ],
  };
}

/** Where nothing is filtered yet, “and not” is just “not”. */
function notAlone(filter: string, condition: string, onFilter: (filter: string) => void): RowAct[] {
  if (filter !== '') return [];
  const joined = joinedFilter('', 'not', condition);
  return [
    { key: 'filter not', label: 'Hide all with this  !', hint: joined, onPick: () => onFilter(joined) },
  ];
}

const JOINING_WORDS: { readonly [joining in Joining]: string } = {
  only: 'Show only this',
  and: 'And this',
  or: 'Or this',
  not: 'And not this',
};
