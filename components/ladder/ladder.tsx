'use client';

import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef } from 'react';
import type { ClientName } from '@/lib/capture/record';
import { clientsAt } from '@/lib/session/clients';
import type { EntryNumber } from '@/lib/session/entry';
import { programRunsAt } from '@/lib/session/program';
import { roomsAt } from '@/lib/session/rooms';
import type { Timeline } from '@/lib/session/timeline';
import { NewerButton } from '../ui/newer-button';
import { type RowActs, RowMenu } from '../ui/row-menu';
import { RowMenuButton } from '../ui/row-menu-button';
import type { ScrollView } from '../ui/scroll-view';
import { useFollow } from '../ui/use-follow';
import { useFrozen } from '../ui/use-frozen';
import { useLagging } from '../ui/use-lagging';
import { useRowMenu } from '../ui/use-row-menu';
import { useTallScroller } from '../ui/use-tall-scroller';
import { useViewport } from '../ui/use-viewport';
import { FoldControl } from './fold-control';
import { entryAfterKey } from './keys';
import { HEADS_HEIGHT, LaneHeads } from './lane-heads';
import { centreOf, rowCount, rowOf } from './layout';
import { Rows } from './rows';
import { useLayout } from './use-layout';
import { useZoom } from './use-zoom';
import { type Zoom, zoomAfterKey } from './zoom';
import { ZoomControl } from './zoom-control';

export interface LadderProps {
  readonly timeline: Timeline;
  /** Changes when the timeline grew: the timeline itself is changed in place. */
  readonly version: number;
  /** Entries of this run are shown. */
  readonly run: number;
  readonly cast: readonly ClientName[];
  readonly selected?: EntryNumber;
  /** Pointed at elsewhere, e.g. by a line of the program. */
  readonly hovered?: EntryNumber;
  /** Marked entries of the run. */
  readonly marks?: readonly EntryNumber[];
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
  /** What can be done with an entry. */
  readonly acts?: (n: EntryNumber) => RowActs | undefined;
  readonly zoom?: Zoom;
  readonly onZoom?: (zoom: Zoom) => void;
  /** Namespaces have lanes of their own. */
  readonly unfolded?: boolean;
  readonly onUnfold?: (unfolded: boolean) => void;
  /** Stands in for the browser's scrollbar. */
  readonly scrollbar?: ((view: ScrollView) => ReactNode) | undefined;
  /** Shown while there is no entry. */
  readonly children?: ReactNode;
}

/** What crossed the wire, between whom and when: time runs down, one row an entry. */
export function Ladder(props: LadderProps) {
  const { timeline, run, cast, selected, onSelect, onOpen, live, onLive, acts, scrollbar, children } = props;
  const { zoom, onZoom, unfolded = false, onUnfold } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const tall = useTallScroller(scroller);
  const [viewport, measure, foresee] = useViewport(scroller, tall);
  const until = useFrozen(timeline.entries.length, live);
  const { layout, overlay, followed, isWhole, lanes, namespaces } = useLayout(props, viewport.width, until);
  tall.fill(layout.height);
  const { newer, toEnd } = useFollow({
    scroller,
    tall,
    rows: followed,
    selected,
    before: HEADS_HEIGHT,
    fromStart: props.fromStart,
    isWhole,
    measure,
    foresee,
  });

  const count = useLagging(rowCount(layout));
  const told = useLagging(layout.height);
  // Rows that are being made anew may end as high as those before them, and would not be told of.
  const mapped = isWhole ? told : layout.height;
  const corner = useMemo(() => onZoom && <ZoomControl zoom={zoom} onZoom={onZoom} />, [zoom, onZoom]);
  const fold = useMemo(
    () =>
      onUnfold &&
      namespaces > 1 && <FoldControl count={namespaces} unfolded={unfolded} onUnfold={onUnfold} />,
    [namespaces, unfolded, onUnfold],
  );
  const isEmpty = rowCount(layout) === 0;
  const hasMap = scrollbar !== undefined && !isEmpty;
  const moment = selected ?? layout.read;
  const activeRow = selected === undefined ? undefined : rowOf(layout, selected);
  const active = activeRow?.n;
  const isDrawn =
    activeRow !== undefined && activeRow.y + activeRow.height > viewport.top && activeRow.y < viewport.bottom;
  const listbox = useRef<HTMLDivElement>(null);
  const { menu, openActive, onContextMenu, onMenuKey } = useRowMenu({
    actsOf: acts,
    active,
    elementOf: (n) => document.getElementById(`${id}-${n}`)?.querySelector('[data-slot="entry-box"]'),
    onSelect,
  });

  useZoom({ scroller, zoom, onZoom, tall, row: activeRow });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || onMenuKey(event)) return;
    if (event.key === 'Enter' && active !== undefined) onOpen?.(active);
    const to = onZoom && zoomAfterKey(event.key, zoom);
    if (to) {
      event.preventDefault();
      onZoom(to.zoom);
      return;
    }
    const next = entryAfterKey(event.key, layout, timeline, selected);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(next);
  }

  return (
    <section
      aria-label="Ladder"
      data-slot="ladder"
      data-live={live}
      className="relative flex h-full min-h-0 bg-bg"
    >
      <div
        ref={scroller}
        id={`${id}-scroller`}
        className={`h-full min-w-0 flex-1 overflow-y-auto overflow-x-hidden ${hasMap || isEmpty ? '[scrollbar-width:none]' : '[scrollbar-gutter:stable]'}`}
      >
        <LaneHeads
          lanes={lanes}
          cast={cast}
          clients={clientsAt(timeline, moment)}
          rooms={roomsAt(timeline, moment)}
          serverRuns={programRunsAt(timeline, moment) ?? (run > 0 || props.fromStart === true)}
          corner={corner}
          fold={fold}
        />
        {isEmpty && <div style={{ height: `calc(100% - ${HEADS_HEIGHT}px)` }}>{children}</div>}
        <div className="relative my-3" style={{ height: tall.laidOut() }} hidden={isEmpty}>
          <div
            ref={listbox}
            role="listbox"
            aria-label="Entries, oldest first"
            aria-activedescendant={isDrawn ? `${id}-${active}` : undefined}
            tabIndex={0}
            onKeyDown={onKeyDown}
            onContextMenu={onContextMenu}
            className={`group/ladder absolute inset-0 -outline-offset-2! ${active === undefined ? '' : 'outline-none!'}`}
          >
            <Rows
              {...props}
              id={id}
              layout={layout}
              overlay={overlay}
              lanes={lanes}
              count={count}
              top={viewport.top}
              bottom={viewport.bottom}
              offset={viewport.offset}
            />
          </div>
          {acts && activeRow && (
            <RowMenuButton
              n={activeRow.n}
              onPress={openActive}
              style={{ top: centreOf(activeRow) - 12 - viewport.offset, left: lanes.labelRight - 26 }}
            />
          )}
        </div>
      </div>
      {hasMap && (
        <div className="flex w-9 shrink-0 flex-col border-l border-line">
          <div className="shrink-0 border-b border-line bg-panel" style={{ height: HEADS_HEIGHT }} />
          <div className="min-h-0 flex-1">
            {scrollbar({
              id: `${id}-scroller`,
              scroller,
              tall,
              layout,
              height: mapped,
            })}
          </div>
        </div>
      )}
      <NewerButton
        newer={live ? newer : timeline.entries.length - layout.read}
        paused={!live}
        onPress={live ? toEnd : onLive}
      />
      <RowMenu {...menu} rows={listbox} />
    </section>
  );
}
