import type { Field } from '@/lib/dissect/layer';
import type { UnitEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { type Condition, conditionText } from './condition';
import { matches, parseFilter } from './filter';
import { keyNamed } from './keys';
import { parseCondition } from './parse';
import { written } from './token';

/** How a condition joins the filter that is in force. */
export type Joining = 'only' | 'and' | 'or' | 'not';

/** The filter with a condition joined to it. Both can be read. */
export function joinedFilter(filter: string, joining: Joining, condition: string): string {
  const before = parseCondition(filter);
  const added = parseCondition(condition);
  if (before instanceof Error || added instanceof Error) return condition;
  const isEmpty = before.kind === 'all' && before.parts.length === 0;
  const not: Condition = { kind: 'not', part: added };
  switch (joining) {
    case 'only':
      return conditionText(added);
    case 'and':
      return isEmpty ? conditionText(added) : together('all', before, added);
    case 'or':
      return isEmpty ? conditionText(added) : together('any', before, added);
    case 'not':
      return isEmpty ? conditionText(not) : together('all', before, not);
  }
}

function together(kind: 'all' | 'any', before: Condition, added: Condition): string {
  const parts = before.kind === kind ? before.parts : [before];
  // What is asked already need not be asked twice.
  const isThere = parts.some((part) => conditionText(part) === conditionText(added));
  return conditionText({ kind, parts: isThere ? parts : [...parts, added] });
}

/** A value longer than this says less than that there is one. */
const LONGEST_VALUE = 120;

/**
 * What asks for a field with this value: at least the entry it is of is kept. `undefined` where nothing would keep it, as
 * of a packet too malformed to be one.
 */
export function conditionOf(field: Field, entry: UnitEntry, timeline: Timeline): string | undefined {
  const key = keyNamed(field.key);
  if (!key) return undefined;
  const name = written(key.name);
  if (key.type === 'flag') return field.value === false ? `!${name}` : name;
  for (const value of valuesOf(field)) {
    if (value === '' || value.length > LONGEST_VALUE) continue;
    const text = `${name} == ${written(value)}`;
    if (keepsEntry(text, entry, timeline)) return text;
  }
  return keepsEntry(name, entry, timeline) ? name : undefined;
}

function keepsEntry(text: string, entry: UnitEntry, timeline: Timeline): boolean {
  const parsed = parseFilter(text);
  return parsed.ok && matches(parsed.filter, entry, timeline);
}

/** Ways in which a key may call the value, as it is most readable first. */
function valuesOf({ value, text, spec: { names } }: Field): string[] {
  const plain = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  const named = plain === undefined ? undefined : names?.[plain];
  return [named, plain, text].filter((one) => one !== undefined);
}
