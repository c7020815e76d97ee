import { dissect } from '@/lib/dissect/dissect';
import type { Dissection, Field, Unit } from '@/lib/dissect/layer';
import { leavesOf } from '@/lib/dissect/leaves';
import type { FieldRef } from './field-ref';
import { sameField } from './field-ref';

/** A dissection with its leaves at hand. */
export interface Dissected extends Dissection {
  /** By buffer, in the order of its bytes. */
  readonly leaves: readonly (readonly Field[])[];
}

const known = new WeakMap<Unit, Dissected>();

/** Made when somebody looks, and kept as long as the unit. */
export function dissectedOf(unit: Unit): Dissected {
  const before = known.get(unit);
  if (before) return before;
  const dissection = dissect(unit);
  const leaves = dissection.buffers.map((_, buffer) => leavesOf(dissection, buffer));
  const dissected = { ...dissection, leaves };
  known.set(unit, dissected);
  return dissected;
}

/** The leaf of one buffer at a byte. */
export function leafIn({ leaves }: Dissected, buffer: number, offset: number): Field | undefined {
  const fields = leaves[buffer] ?? [];
  let low = 0;
  let high = fields.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((fields[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const field = fields[low];
  return field && field.start <= offset ? field : undefined;
}

/** The field a reference points at. */
export function findField(dissection: Dissection, ref: FieldRef): Field | undefined {
  for (const layer of dissection.layers) {
    const found = findAmong(layer.fields, ref);
    if (found) return found;
  }
  return undefined;
}

function findAmong(fields: readonly Field[], ref: FieldRef): Field | undefined {
  for (const field of fields) {
    if (sameField(field, ref)) return field;
    const found = field.children && findAmong(field.children, ref);
    if (found) return found;
  }
  return undefined;
}
