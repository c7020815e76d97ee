'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { EntryNumber } from '@/lib/session/entry';
import type { TallScroller } from './tall-scroller';
import { useAfterDrawing } from './use-after-drawing';
import type { Foresee } from './use-viewport';

/** So near to the end counts as being there, in pixels. */
const AT_END = 24;
/** Kept between a row that is scrolled to and the edge. */
const MARGIN = 16;

/** A row of an entry, by where it lies among the rows. */
export interface RowPlace {
  readonly n: EntryNumber;
  readonly y: number;
  readonly height: number;
}

/** Rows that are only ever added at the end. Other rows (of another filter, another run) are another object. */
export interface FollowedRows {
  readonly count: () => number;
  /** The row of entry `n`, where it is shown. */
  readonly rowOf: (n: EntryNumber) => RowPlace | undefined;
  /** The same, or that of the first entry after it that is shown. */
  readonly rowFrom: (n: EntryNumber) => RowPlace | undefined;
  /** The first row that reaches below `y`. */
  readonly rowAt: (y: number) => RowPlace | undefined;
}

interface Reader {
  isAtEnd: boolean;
  /** The row at the upper edge, and how far it is above it. */
  topRow: EntryNumber | undefined;
  above: number;
  /** Height of the scroller when it was last looked at. */
  room: number | undefined;
  /** How many rows there were when the reader was last at the end; absent before the first are drawn. */
  seen: number | undefined;
}

interface Followed {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly tall: TallScroller;
  readonly rows: FollowedRows;
  readonly selected: EntryNumber | undefined;
  /** Height of what stands above the rows in the scroller. */
  readonly before: number;
  /** All of it is there from the beginning, as in a file: the end is not where news comes. */
  readonly fromStart?: boolean | undefined;
  /** Not yet while rows are still being made: what a reader looks at may be among those to come. */
  readonly isWhole?: boolean;
  /** Told after scrolling, so that the rows in sight are drawn with the same frame. */
  readonly measure: () => void;
  /** Told before, where it is known: so that they are drawn once, and not those first that were in sight before. */
  readonly foresee: Foresee;
}

export interface Follow {
  /** Rows that came since the reader left the end. */
  readonly newer: number;
  readonly toEnd: () => void;
}

/**
 * Keeps the reader where the reader is. At the end, new rows are followed, unless that would take the
 * selected row out of sight; anywhere else nothing moves. A filter leaves the row at the upper edge in place.
 */
export function useFollow({
  scroller,
  tall,
  rows,
  selected,
  before,
  fromStart = false,
  isWhole = true,
  measure,
  foresee,
}: Followed): Follow {
  const [newer, setNewer] = useState(0);
  const reader = useRef<Reader>({
    isAtEnd: !fromStart,
    topRow: undefined,
    above: 0,
    room: undefined,
    seen: undefined,
  });
  const drawn = useRef(rows);
  /** Where the reader was among other rows, until it is found among these. */
  const wanted = useRef<{ readonly n: EntryNumber; readonly above: number }>(undefined);
  const count = rows.count();

  const drawnCount = useRef(count);
  // Not while rows are still being made: each drawing makes some more, and would have to be done over for them.
  const isFollowed = reader.current.isAtEnd && isWhole && selected === undefined && drawn.current === rows;
  const ahead = isFollowed && count > drawnCount.current ? tall.ahead() : undefined;
  if (ahead) foresee(ahead);

  const note = useCallback(() => {
    if (!scroller.current || wanted.current) return;
    const now = reader.current;
    const { clientHeight } = scroller.current;
    // What stands around the rows may take room from them: the selected row stays in sight, or else the end.
    if (now.room !== undefined && now.room !== clientHeight) {
      const row = selected === undefined ? undefined : rows.rowOf(selected);
      const under = row && row.y + row.height + MARGIN - (clientHeight - before);
      const wasInSight = row && row.y + row.height > tall.top() && row.y < tall.top() + now.room - before;
      if (now.isAtEnd && !(wasInSight && row.y < tall.last())) tall.scrollTo(tall.last());
      else if (wasInSight && under !== undefined && under > tall.top()) tall.scrollTo(under);
    }
    now.room = clientHeight;
    const top = tall.top();
    now.isAtEnd = !fromStart && tall.last() - top < AT_END;
    const row = rows.rowAt(top);
    now.topRow = row?.n;
    now.above = row ? top - row.y : 0;
    const all = rows.count();
    if (now.isAtEnd || fromStart) now.seen = all;
    setNewer(all - (now.seen ?? all));
  }, [scroller, tall, rows, fromStart, selected, before]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const size = new ResizeObserver(note);
    size.observe(element);
    element.addEventListener('scroll', note, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener('scroll', note);
    };
  }, [scroller, note]);

  useAfterDrawing(() => {
    const element = scroller.current;
    if (!element) return;
    const now = reader.current;
    const isOther = drawn.current !== rows;
    drawn.current = rows;
    drawnCount.current = count;
    if (isOther) {
      now.seen = isWhole ? Math.min(now.seen ?? count, count) : undefined;
      const { topRow: n, above } = now;
      wanted.current ??= n === undefined || now.isAtEnd ? undefined : { n, above };
    }
    // What is there when it is first drawn is not news.
    if (isWhole) now.seen ??= count;
    if (now.isAtEnd && !wouldHide(tall, element.clientHeight - before, rows, selected))
      tall.scrollTo(tall.last());
    else if (wanted.current) {
      const y = rows.rowFrom(wanted.current.n)?.y;
      if (y !== undefined) tall.scrollTo(y + wanted.current.above);
      else if (isWhole) tall.scrollTo(tall.last());
      if (y !== undefined || isWhole) wanted.current = undefined;
    }
    measure();
    note();
  }, [scroller, tall, rows, count, isWhole, note, measure, before, selected]);

  // Only when another row is selected: a row may be scrolled away from and stay selected.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are read at that moment, they are no reason to scroll
  useLayoutEffect(() => {
    const element = scroller.current;
    const row = selected === undefined ? undefined : rows.rowOf(selected);
    if (!element || !row) return;
    const room = element.clientHeight - before;
    const top = tall.top();
    if (row.y - MARGIN < top) tall.scrollTo(Math.max(0, row.y - MARGIN));
    else if (row.y + row.height + MARGIN > top + room) tall.scrollTo(row.y + row.height + MARGIN - room);
  }, [selected]);

  const toEnd = useCallback(() => {
    tall.scrollTo(tall.last());
  }, [tall]);

  return { newer, toEnd };
}

/** The selected row is in sight, and would not be at the end. */
function wouldHide(
  tall: TallScroller,
  room: number,
  rows: FollowedRows,
  selected: EntryNumber | undefined,
): boolean {
  const row = selected === undefined ? undefined : rows.rowOf(selected);
  if (!row) return false;
  const top = tall.top();
  const inSight = row.y >= top - row.height && row.y < top + room;
  return inSight && row.y < tall.last();
}
