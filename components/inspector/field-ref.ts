import type { Field } from '@/lib/dissect/layer';

/** Points at one field of the entry that is looked at. */
export type FieldRef = Pick<Field, 'key' | 'buffer' | 'start' | 'end'>;

export function sameField(a: FieldRef | undefined, b: FieldRef | undefined): boolean {
  if (!a || !b) return a === b;
  return a.key === b.key && a.buffer === b.buffer && a.start === b.start && a.end === b.end;
}
