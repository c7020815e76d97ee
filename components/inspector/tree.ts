import type { Dissection, Field, Issue, LayerName } from '@/lib/dissect/layer';
import { type FieldRef, sameField } from './field-ref';

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

/** What of the tree is open. Layers are, to begin with, and fields are folded; `toggled` are the others. */
export interface Folds {
  readonly toggled: ReadonlySet<string>;
  /** Always in sight, whatever is folded around it. */
  readonly shown: FieldRef | undefined;
}

/** The rows in sight: layers, outermost first, their fields and faults. */
export function treeRows({ layers }: Dissection, folds: Folds): TreeRow[] {
  return layers.flatMap((layer, i): TreeRow[] => {
    const id = String(i);
    const { name, title, fields, issues, buffer, start, end } = layer;
    const isOpen = !folds.toggled.has(id) || fields.some((field) => leadsTo(field, folds.shown));
    const head: TreeRow = {
      id,
      level: 1,
      layer: name,
      kind: 'layer',
      label: title,
      text: '',
      ref: { key: name, buffer, start, end },
      hasChildren: fields.length + issues.length > 0,
      isOpen,
    };
    if (!isOpen) return [head];
    return [
      head,
      ...fields.flatMap((field, place) => fieldRows(field, name, `${id}.${place}`, id, folds)),
      ...issues.map((issue, place) => issueRow(issue, name, `${id}!${place}`, id)),
    ];
  });
}

function fieldRows(field: Field, layer: LayerName, id: string, parent: string, folds: Folds): TreeRow[] {
  // What only divides other fields is among the bytes; here it would stand between what one reads.
  if (field.spec.quiet && !leadsTo(field, folds.shown)) return [];
  const children = field.children ?? [];
  const isOpen = folds.toggled.has(id) || children.some((child) => leadsTo(child, folds.shown));
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
  return [row, ...children.flatMap((child, i) => fieldRows(child, layer, `${id}.${i}`, id, folds))];
}

function leadsTo(field: Field, ref: FieldRef | undefined): boolean {
  if (!ref) return false;
  return sameField(field, ref) || (field.children?.some((child) => leadsTo(child, ref)) ?? false);
}

/** The innermost row in sight that holds a field: the field's own, or the one it is folded into. */
export function rowHolding(rows: readonly TreeRow[], ref: FieldRef | undefined): TreeRow | undefined {
  if (!ref) return undefined;
  return (
    rows.find((row) => sameField(row.ref, ref)) ??
    rows.findLast(
      ({ kind, ref: { buffer, start, end } }) =>
        kind === 'field' && buffer === ref.buffer && start <= ref.start && ref.end <= end,
    )
  );
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

/** What a key does in a tree: goes to a row, or folds or opens it. */
export interface TreeMove {
  readonly act: 'go' | 'toggle';
  readonly row: string;
}

/** As in any tree: right opens or goes in, left folds or goes out. */
export function treeMove(
  key: string,
  rows: readonly TreeRow[],
  active: string | undefined,
): TreeMove | undefined {
  const place = rows.findIndex((row) => row.id === active);
  const row = rows[place];
  const to = (target: number): TreeMove | undefined => {
    const id = rows[Math.min(Math.max(target, 0), rows.length - 1)]?.id;
    return id === undefined ? undefined : { act: 'go', row: id };
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
      return row.isOpen ? to(place + 1) : { act: 'toggle', row: row.id };
    case 'ArrowLeft':
      if (row?.hasChildren && row.isOpen) return { act: 'toggle', row: row.id };
      return row?.parent === undefined ? undefined : { act: 'go', row: row.parent };
    default:
      return undefined;
  }
}
