'use client';

import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef } from 'react';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { NewerButton } from '../ui/newer-button';
import { type RowActs, RowMenu } from '../ui/row-menu';
import { RowMenuButton } from '../ui/row-menu-button';
import { shownIn } from '../ui/shown';
import { useFollow } from '../ui/use-follow';
import { useFrozen } from '../ui/use-frozen';
import { useParts } from '../ui/use-parts';
import { useRowMenu } from '../ui/use-row-menu';
import { useTallScroller } from '../ui/use-tall-scroller';
import { useViewport } from '../ui/use-viewport';
import { COLUMNS, type Column, columnsFor, markOf } from './columns';
import { ColumnsMenu } from './columns-menu';
import { HEAD, ListHead } from './list-head';
import { ListRow } from './list-row';
import {
  entryAfterKey,
  followedRows,
  growRows,
  LIST_ROW,
  type ListRows,
  numberAt,
  openRows,
  placeIn,
  sortRows,
} from './list-rows';
import { type ListView, sortedBy } from './list-view';

export interface ListProps {
  readonly timeline: Timeline;
  /** Changes when the timeline grew: the timeline itself is changed in place. */
  readonly version: number;
  /** Entries of this run are shown. */
  readonly run: number;
  readonly selected?: EntryNumber;
  readonly onSelect: (n: EntryNumber) => void;
  /** Enter on the selected entry. */
  readonly onOpen?: (n: EntryNumber) => void;
  /** `false`: a view of the moment at which it became so. The capture goes on. */
  readonly live: boolean;
  readonly onLive?: () => void;
  /** Begin at the first entry, and stay where the reader is. */
  readonly fromStart?: boolean;
  /** The reader's filter. */
  readonly hidden?: (n: EntryNumber) => boolean;
  /** Up to this entry the filter has been asked: those after it are not drawn yet. */
  readonly known?: number;
  /** Show what the program wrote to its console as well. */
  readonly logs?: boolean;
  /** Marked entries of the run, by rising number. */
  readonly marks: readonly EntryNumber[];
  /** Sets a mark, or takes it away. */
  readonly onMark: (n: EntryNumber) => void;
  readonly view: ListView;
  readonly onView: (view: ListView) => void;
  /** What can be done with an entry. */
  readonly acts?: (n: EntryNumber) => RowActs | undefined;
  /** Shown while there is no entry. */
  readonly children?: ReactNode;
}

/** The same entries as the ladder's, as a table. */
export function List(props: ListProps) {
  const { timeline, selected, onSelect, onOpen, live, onLive, acts, children, marks, view, onView } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const tall = useTallScroller(scroller);
  const [{ top, bottom, width, offset }, measure, foresee] = useViewport(scroller, tall);
  const until = useFrozen(timeline.entries.length, live);
  const { inTime, rows, followed, isWhole } = useRows(props, until);
  tall.fill(rows.numbers.length * LIST_ROW);
  const { newer, toEnd } = useFollow({
    scroller,
    tall,
    rows: followed,
    selected,
    before: HEAD,
    fromStart: props.fromStart,
    isWhole,
    measure,
    foresee,
  });

  const columns = useMemo(() => columnsFor(view, marks.length > 0, width), [view, marks, width]);
  const template = useMemo(
    () => ({ gridTemplateColumns: columns.map((column) => column.width).join(' ') }),
    [columns],
  );
  const activeRow = selected === undefined ? undefined : followed.rowOf(selected);
  const active = activeRow?.n;
  const grid = useRef<HTMLDivElement>(null);
  const { menu, openActive, onContextMenu, onMenuKey } = useRowMenu({
    actsOf: acts,
    active,
    elementOf: (n) => document.getElementById(`${id}-${n}`),
    onSelect,
  });
  const isEmpty = rows.numbers.length === 0;
  const first = Math.max(0, Math.floor((top - HEAD) / LIST_ROW));
  const last = Math.ceil(bottom / LIST_ROW);
  const places = placesFor(last - first);
  const isDrawn = activeRow !== undefined && activeRow.y >= first * LIST_ROW && activeRow.y < last * LIST_ROW;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || onMenuKey(event)) return;
    if (event.key === 'Enter' && active !== undefined) onOpen?.(active);
    const next = entryAfterKey(event.key, rows, timeline, selected);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(next);
  }

  return (
    <section
      aria-label="List"
      data-slot="list"
      className="relative h-full min-h-0 bg-panel font-mono text-xs"
    >
      <div ref={scroller} className="relative h-full overflow-auto [scrollbar-gutter:stable]">
        {/* biome-ignore lint/a11y/useSemanticElements: rows are drawn as they come into sight, which a table cannot */}
        <div
          ref={grid}
          role="grid"
          aria-label="Entries, oldest first"
          aria-rowcount={rows.numbers.length + 1}
          aria-activedescendant={isDrawn ? `${id}-${active}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onContextMenu={onContextMenu}
          style={{ minWidth: leastWidth(columns) }}
          className={`group/list relative -outline-offset-2! ${active === undefined ? '' : 'outline-none!'}`}
        >
          <ListHead
            columns={columns}
            template={template}
            sort={view.sort}
            onSort={(column) => onView(sortedBy(view, column, timeline.entries.length))}
          />
          <div role="presentation" className="relative" style={{ height: tall.laidOut() }}>
            {entriesBetween(timeline, rows, first, last).map((entry, i) => (
              <ListRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a row has no state, and is drawn in one that left sight
                key={(first + i) % places}
                id={id}
                timeline={timeline}
                entry={entry}
                before={entryBefore(timeline, inTime, entry.n)}
                mark={markedFor(timeline, marks, entry.n)}
                columns={columns}
                template={template}
                selected={entry.n === selected}
                place={first + i}
                top={(first + i) * LIST_ROW - offset}
                onSelect={onSelect}
              />
            ))}
          </div>
        </div>
        {acts && activeRow && (
          <div
            className="pointer-events-none absolute inset-x-0 top-0 h-0"
            style={{ minWidth: leastWidth(columns) }}
          >
            <RowMenuButton
              n={activeRow.n}
              onPress={openActive}
              style={{ top: HEAD + activeRow.y - offset, right: 6 }}
            />
          </div>
        )}
        {isEmpty && <div style={{ height: `calc(100% - ${HEAD}px)` }}>{children}</div>}
      </div>
      <ColumnsMenu
        view={view}
        shown={columns}
        selected={active}
        marks={marks}
        onMark={props.onMark}
        onView={onView}
      />
      {view.sort && live ? (
        <NewerButton
          newer={timeline.entries.length - rows.read}
          paused={false}
          onPress={() =>
            view.sort && onView({ ...view, sort: { ...view.sort, until: timeline.entries.length } })
          }
        />
      ) : (
        <NewerButton
          newer={live ? newer : timeline.entries.length - rows.read}
          paused={!live}
          onPress={live ? toEnd : onLive}
        />
      )}
      <RowMenu {...menu} rows={grid} />
    </section>
  );
}

/** Where more was chosen than there is room for, the list is scrolled sideways. */
function leastWidth(columns: readonly Column[]): number {
  const wanted = columns.map(({ width }) => Number.parseInt(width.replace('minmax(', ''), 10));
  return wanted.reduce((sum, width) => sum + width + 12, 36);
}

/**
 * Rows that come into sight are drawn in those that left it: that costs less than new ones. There are as many of them at
 * least as are drawn, and as rarely as can be another number, for then each would be drawn anew.
 */
function placesFor(rows: number): number {
  return Math.max(128, 2 ** Math.ceil(Math.log2(rows)));
}

function entryBefore({ entries }: Timeline, inTime: ListRows, n: EntryNumber): Entry | undefined {
  return entries.nth(numberAt(inTime, placeIn(inTime, n) - 1) ?? 0);
}

function markedFor({ entries }: Timeline, marks: readonly EntryNumber[], n: EntryNumber): Entry | undefined {
  return entries.nth(markOf(marks, n) ?? 0);
}

function entriesBetween({ entries }: Timeline, rows: ListRows, first: number, last: number): Entry[] {
  const found: Entry[] = [];
  for (let place = first; place < last; place += 1) {
    const entry = entries.nth(numberAt(rows, place) ?? 0);
    if (!entry) break;
    found.push(entry);
  }
  return found;
}

/** A cache that grows with its timeline: growing it twice to the same end changes nothing. */
function useRows(props: ListProps, until: number) {
  const { timeline, run, hidden, known = Number.POSITIVE_INFINITY, logs = false, marks, view } = props;
  const { sort } = view;
  const isPaused = Number.isFinite(until);
  const { inTime, followed, shows } = useMemo(() => {
    // Rows of another timeline, those of a pause, and those that are sorted begin anew.
    void isPaused;
    void sort;
    const shows = shownIn(timeline.entries, run, logs, hidden);
    const rows = openRows();
    return { inTime: rows, followed: followedRows(rows), shows };
  }, [timeline, run, hidden, logs, isPaused, sort]);
  const end = Math.min(until, known, timeline.entries.length, sort?.until ?? Number.POSITIVE_INFINITY);
  // Only what is there as a whole can be sorted.
  if (sort) growRows(inTime, shows, end);
  const isMade = useParts(
    () => inTime.read,
    end,
    (place) => growRows(inTime, shows, place),
  );

  const isWhole = isMade && known >= Math.min(until, timeline.entries.length);
  /** As far as there is something to sort. */
  const last = sort ? end : 0;
  const sorted = useMemo(() => {
    // The rows grow in place.
    void last;
    const column = sort && COLUMNS.find(({ name }) => name === sort.column);
    if (!column) return undefined;
    const rows = sortRows(
      inTime,
      (n) => {
        const entry = timeline.entries.nth(n);
        const before = entry && entryBefore(timeline, inTime, n);
        const mark = markedFor(timeline, marks, n);
        return entry && column.value({ entry, before, mark, timeline });
      },
      sort.way,
    );
    return { rows, followed: followedRows(rows) };
  }, [inTime, sort, marks, timeline, last]);

  return { inTime, rows: sorted?.rows ?? inTime, followed: sorted?.followed ?? followed, isWhole };
}
