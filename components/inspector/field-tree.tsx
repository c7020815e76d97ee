'use client';

import { ChevronRight, Ellipsis, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type RowActs, RowMenu } from '../ui/row-menu';
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
  /** What can be done with a row. */
  readonly acts?: (row: TreeRow) => RowActs;
  /** A key that is none of the tree's own; `true` where it did something with the row. */
  readonly onKey?: (key: string, row: TreeRow) => boolean;
}

/** Layers and their fields, outermost first. The keys move the selection. */
export function FieldTree({ dissected, selected, lit, onLight, onField, acts, onKey }: FieldTreeProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<{ readonly at: DOMRect; readonly row: TreeRow } | undefined>();
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

  function openMenu(row: TreeRow, at: DOMRect | undefined): void {
    const place = at ?? tree.current?.querySelector(`[data-row="${row.id}"]`)?.getBoundingClientRect();
    if (acts && place) setMenu({ at: place, row });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && selected) {
      event.stopPropagation();
      onField(undefined);
    }
    if (active && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      event.preventDefault();
      openMenu(active, undefined);
      return;
    }
    if (active && onKey?.(event.key, active)) {
      event.preventDefault();
      event.stopPropagation();
      return;
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
        ref={tree}
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
            onMenu={
              acts &&
              ((at) => {
                onField(row.ref);
                openMenu(row, at);
              })
            }
          />
        ))}
      </div>
      {acts && active && (
        <div className="relative h-0" style={{ top: (activePlace - rows.length) * ROW }}>
          <button
            type="button"
            data-slot="field-menu"
            aria-label={`What to do with ${active.label}`}
            aria-haspopup="menu"
            onClick={() => openMenu(active, undefined)}
            className="absolute top-0.5 right-1 grid h-[18px] w-6 place-items-center rounded bg-sel text-dim hover:text-ink"
          >
            <Ellipsis aria-hidden="true" size={14} />
          </button>
        </div>
      )}
      <RowMenu at={menu?.at} acts={menu && acts?.(menu.row)} rows={tree} onClose={() => setMenu(undefined)} />
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
  /** The right button or a long touch, there. */
  readonly onMenu: ((at: DOMRect) => void) | undefined;
}

function Row({ id, row, y, selected, lit, onPress, onToggle, onLight, onMenu }: RowProps) {
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
      data-row={row.id}
      data-key={row.ref.key}
      data-layer={row.layer}
      data-lit={lit || undefined}
      onClick={onPress}
      onPointerEnter={onLight}
      onContextMenu={
        onMenu &&
        ((event) => {
          event.preventDefault();
          onMenu(new DOMRect(event.clientX, event.clientY, 0, 0));
        })
      }
      className={`absolute inset-x-0 flex cursor-pointer items-center gap-3 whitespace-nowrap pr-3 font-mono text-[12.5px] -outline-offset-1 data-lit:bg-raised aria-selected:bg-sel/80 group-focus-visible/tree:aria-selected:outline-2 group-focus-visible/tree:aria-selected:outline-note ${LOOK[row.kind]}`}
      style={{ top: y, height: ROW, paddingLeft: row.level * 14 - 8 }}
    >
      <span
        className={`flex min-w-0 items-center gap-1.5 ${row.kind === 'issue' ? '' : 'shrink-0'} ${row.kind === 'layer' ? TEXT_TONE[row.layer] : ''}`}
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
        {row.kind === 'issue' ? (
          <>
            <TriangleAlert
              aria-hidden="true"
              size={12}
              className={`shrink-0 ${SEVERITY[row.severity ?? 'note']}`}
            />
            <span title={row.label} className={`truncate ${SEVERITY[row.severity ?? 'note']}`}>
              {row.label}
            </span>
          </>
        ) : (
          <span>{row.label}</span>
        )}
      </span>
      <span className={`ml-auto truncate text-ink ${selected && onMenu ? 'pr-5' : ''}`} title={row.text}>
        {row.text}
      </span>
    </div>
  );
}

const LOOK = { layer: 'font-semibold', field: 'text-dim', issue: '' } as const;
const SEVERITY = { note: 'text-note', warn: 'text-warn', error: 'text-error' } as const;
