import type { Dissection, Field, Issue, LayerName } from '@/lib/dissect/layer';
import type { FieldRef } from './field-ref';

/** One row of the field tree. */
export interface TreeRow {
  /** Where it lies in the tree: `2`, `2.0`, `2.0.1`; of an issue `2!0`. */
  readonly id: string;
  readonly level: number;
  readonly layer: LayerName;
  readonly kind: 'layer' | 'field' | 'issue';
  readonly label: string;
  readonly text: string;
  readonly severity?: Issue['level'];
  readonly ref: FieldRef;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  readonly parent?: string;
}

/** The rows in sight: layers, outermost first, their fields and faults. `closed` are the ids that are folded. */
export function treeRows({ layers }: Dissection, closed: ReadonlySet<string>): TreeRow[] {
  return layers.flatMap((layer, i): TreeRow[] => {
    const id = String(i);
    const { name, title, fields, issues, buffer, start, end } = layer;
    const isOpen = !closed.has(id);
    const hasChildren = fields.length + issues.length > 0;
    const head: TreeRow = {
      id,
      level: 1,
      layer: name,
      kind: 'layer',
      label: title,
      text: '',
      ref: { key: name, buffer, start, end },
      hasChildren,
      isOpen,
    };
    if (!isOpen) return [head];
    return [
      head,
      ...fields.flatMap((field, place) => fieldRows(field, name, `${id}.${place}`, id, closed)),
      ...issues.map((issue, place) => issueRow(issue, name, `${id}!${place}`, id)),
    ];
  });
}

function fieldRows(
  field: Field,
  layer: LayerName,
  id: string,
  parent: string,
  closed: ReadonlySet<string>,
): TreeRow[] {
  const children = field.children ?? [];
  const isOpen = children.length > 0 && !closed.has(id);
  const row: TreeRow = {
    id,
    level: id.split('.').length,
    layer,
    kind: 'field',
    label: field.spec.label,
    text: field.text,
    ref: field,
    hasChildren: children.length > 0,
    isOpen,
    parent,
  };
  if (!isOpen) return [row];
  return [row, ...children.flatMap((child, i) => fieldRows(child, layer, `${id}.${i}`, id, closed))];
}

function issueRow(issue: Issue, layer: LayerName, id: string, parent: string): TreeRow {
  const { code, message, level, buffer, start, end } = issue;
  return {
    id,
    level: 2,
    layer,
    kind: 'issue',
    label: message,
    text: '',
    severity: level,
    ref: { key: code, buffer, start, end },
    hasChildren: false,
    isOpen: false,
    parent,
  };
}

/** The row a key leads to in a tree, or the row it folds or opens. */
export type TreeMove =
  | { readonly go: string }
  | { readonly fold: string }
  | { readonly unfold: string }
  | undefined;

/** As in any tree: right opens or goes in, left folds or goes out. */
export function treeMove(key: string, rows: readonly TreeRow[], active: string | undefined): TreeMove {
  const place = rows.findIndex((row) => row.id === active);
  const row = rows[place];
  const to = (target: number): TreeMove => {
    const id = rows[Math.min(Math.max(target, 0), rows.length - 1)]?.id;
    return id === undefined ? undefined : { go: id };
  };
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(place + 1);
    case 'ArrowUp':
    case 'k':
      return to(place < 0 ? 0 : place - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (!row?.hasChildren) return undefined;
      return row.isOpen ? to(place + 1) : { unfold: row.id };
    case 'ArrowLeft':
      if (row?.hasChildren && row.isOpen) return { fold: row.id };
      return row?.parent === undefined ? undefined : { go: row.parent };
    default:
      return undefined;
  }
}
