import type { Dissection, Field } from './layer';

/**
 * The leaf fields of one buffer, in the order of its bytes. They tile it: every byte lies in exactly one.
 * Fields that share a byte by a `mask` count as one leaf, their parent.
 */
export function leavesOf(dissection: Dissection, buffer: number): Field[] {
  const leaves: Field[] = [];
  for (const layer of dissection.layers) {
    for (const field of layer.fields) collect(field, buffer, leaves);
  }
  return leaves.sort((a, b) => a.start - b.start || a.end - b.end);
}

function collect(field: Field, buffer: number, leaves: Field[]): void {
  if (field.children !== undefined && field.children[0]?.spec.mask === undefined) {
    for (const child of field.children) collect(child, buffer, leaves);
  } else if (field.inner === undefined && field.buffer === buffer && field.start < field.end) {
    leaves.push(field);
  }
}
