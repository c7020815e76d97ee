import { dissect } from '@/lib/dissect/dissect';
import type { Field, LayerName, Unit } from '@/lib/dissect/layer';

/** One field of two entries. Absent on the side that does not have it. */
export interface FieldPair {
  /** The filter key, and which of several it is. */
  readonly id: string;
  readonly label: string;
  readonly layer: LayerName;
  readonly a: Field | undefined;
  readonly b: Field | undefined;
  readonly differs: boolean;
}

/**
 * The fields of two units beside each other: the first `http.header` with the first, the second with the second.
 * What only the second has stands behind what it follows there.
 */
export function pairFields(a: Unit, b: Unit): FieldPair[] {
  const [before, after] = [fieldsOf(a), fieldsOf(b)];
  const order = [...before.keys()];
  let place = 0;
  for (const id of after.keys()) {
    const known = order.indexOf(id);
    if (known >= 0) place = known + 1;
    else {
      order.splice(place, 0, id);
      place += 1;
    }
  }
  return order.flatMap((id): FieldPair[] => {
    const [one, two] = [before.get(id), after.get(id)];
    const told = one ?? two;
    if (!told) return [];
    return [
      {
        id,
        label: told.field.spec.label,
        layer: told.layer,
        a: one?.field,
        b: two?.field,
        differs: one?.field.text !== two?.field.text,
      },
    ];
  });
}

interface Told {
  readonly field: Field;
  readonly layer: LayerName;
}

/** The innermost fields that tell something, in their order, each under a name of its own. */
function fieldsOf(unit: Unit): Map<string, Told> {
  const { buffers, layers } = dissect(unit);
  const fields = new Map<string, Told>();
  const counts = new Map<string, number>();

  function collect(field: Field, layer: LayerName): void {
    if (field.children !== undefined && field.children.length > 0) {
      for (const child of field.children) collect(child, layer);
      return;
    }
    // What an inner layer or another buffer tells, it tells there.
    if (field.spec.quiet || field.inner !== undefined || isCarried(field)) return;
    const name = nameOf(field);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    fields.set(count === 1 ? name : `${name} (${count})`, { field, layer });
  }

  function isCarried({ buffer, start, end }: Field): boolean {
    return buffers.some(
      ({ source }) => source?.buffer === buffer && source.start <= start && end <= source.end && start < end,
    );
  }

  for (const layer of layers) for (const field of layer.fields) collect(field, layer.name);
  return fields;
}

function nameOf({ key, spec: { label } }: Field): string {
  return `${key} ${label}`;
}
