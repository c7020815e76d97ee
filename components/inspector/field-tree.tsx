'use client';

import { ChevronRight, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { TEXT_TONE } from '../ui/tone';
import { useViewport } from '../ui/use-viewport';
import type { Dissected } from './dissected';
import { type FieldRef, sameField } from './field-ref';
import { rowHolding, type TreeRow, treeMove, treeRows } from './tree';

const ROW = 22;
const NONE: ReadonlySet<string> = new Set();

export interface FieldTreeProps {
  readonly dissected: Dissected;
  readonly selected: FieldRef | undefined;
  /** Under the pointer, here or among the bytes. */
  readonly lit: FieldRef | undefined;
  readonly onLight: (field: FieldRef | undefined) => void;
  readonly onField: (field: FieldRef | undefined) => void;
}

/** Layers and their fields, outermost first. The keys move the selection. */
export function FieldTree({ dissected, selected, lit, onLight, onField }: FieldTreeProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [{ top, bottom }] = useViewport(scroller);
  const [toggled, setToggled] = useState(NONE);
  const rows = treeRows(dissected, { toggled, shown: selected });
  const litRow = rowHolding(rows, lit);
  const activePlace = rows.findIndex((row) => selected && sameField(row.ref, selected));
  const active = rows[activePlace];

  useEffect(() => {
    const element = scroller.current;
    if (!element || activePlace < 0) return;
    const y = activePlace * ROW;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + 2 * ROW > element.scrollTop + element.clientHeight)
      element.scrollTop = y + 2 * ROW - element.clientHeight;
  }, [activePlace]);

  function toggle(row: TreeRow): void {
    const next = new Set(toggled);
    if (!next.delete(row.id)) next.add(row.id);
    setToggled(next);
    // The selected field keeps what is around it open, so folding that lets go of it.
    if (
      row.isOpen &&
      selected &&
      rows.some(({ parent, ref }) => parent === row.id && sameField(ref, selected))
    )
      onField(row.ref);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && selected) {
      event.stopPropagation();
      onField(undefined);
    }
    const move = treeMove(event.key, rows, active?.id);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    const row = rows.find(({ id }) => id === move.row);
    if (!row) return;
    if (move.act === 'toggle') toggle(row);
    else onField(row.ref);
  }

  const first = Math.max(0, Math.floor(top / ROW));
  const last = Math.min(rows.length, Math.ceil(bottom / ROW));
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto py-1.5">
      <div
        role="tree"
        aria-label="Fields"
        aria-activedescendant={active && `${id}-${active.id}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerLeave={() => onLight(undefined)}
        className={`group/tree relative -outline-offset-2! ${active ? 'outline-none!' : ''}`}
        style={{ height: rows.length * ROW }}
      >
        {rows.slice(first, last).map((row, i) => (
          <Row
            key={row.id}
            id={`${id}-${row.id}`}
            row={row}
            y={(first + i) * ROW}
            selected={row === active}
            lit={row === litRow}
            onPress={() => onField(row.ref)}
            onToggle={() => toggle(row)}
            onLight={() => onLight(row.ref)}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly y: number;
  readonly selected: boolean;
  readonly lit: boolean;
  readonly onPress: () => void;
  readonly onToggle: () => void;
  readonly onLight: () => void;
}

function Row({ id, row, y, selected, lit, onPress, onToggle, onLight }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the tree's, which has the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the tree keeps the focus and names its active item
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-expanded={row.hasChildren ? row.isOpen : undefined}
      aria-selected={selected}
      data-slot={row.kind}
      data-key={row.ref.key}
      data-layer={row.layer}
      data-lit={lit || undefined}
      onClick={onPress}
      onPointerEnter={onLight}
      className={`absolute inset-x-0 flex cursor-pointer items-center gap-3 whitespace-nowrap pr-3 font-mono text-[12.5px] -outline-offset-1 data-lit:bg-raised aria-selected:bg-sel/80 group-focus-visible/tree:aria-selected:outline-2 group-focus-visible/tree:aria-selected:outline-note ${LOOK[row.kind]}`}
      style={{ top: y, height: ROW, paddingLeft: row.level * 14 - 8 }}
    >
      <span
        className={`flex min-w-0 shrink-0 items-center gap-1.5 ${row.kind === 'layer' ? TEXT_TONE[row.layer] : ''}`}
      >
        <ChevronRight
          aria-hidden="true"
          size={12}
          data-open={row.isOpen}
          className={`shrink-0 text-faint transition-transform data-[open=true]:rotate-90 motion-reduce:transition-none ${row.hasChildren ? '' : 'invisible'}`}
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        />
        {row.kind === 'layer' && <span aria-hidden="true" className="size-2 rounded-[2px] bg-current" />}
        {row.kind === 'issue' && (
          <TriangleAlert aria-hidden="true" size={12} className={SEVERITY[row.severity ?? 'note']} />
        )}
        <span className={row.kind === 'issue' ? SEVERITY[row.severity ?? 'note'] : ''}>{row.label}</span>
      </span>
      <span className="ml-auto truncate text-ink" title={row.text}>
        {row.text}
      </span>
    </div>
  );
}

const LOOK = { layer: 'font-semibold', field: 'text-dim', issue: '' } as const;
const SEVERITY = { note: 'text-note', warn: 'text-warn', error: 'text-error' } as const;
