import type { Entry, EntryNumber, UnitEntry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import { nodeOf } from '@/lib/session/nodes';
import { isLost, stopOf } from '@/lib/session/stops';
import type { Timeline } from '@/lib/session/timeline';
import { clientOf } from '../ui/client-of';
import { Backdrop } from './backdrop';
import { EntryRow, type EntryRowProps } from './entry-row';
import { Gutter, reachOf } from './gutter';
import type { Lanes } from './lanes';
import { centreOf, type EntryRow as EntryRowPlace, type Layout, placeOf, rowsBetween } from './layout';
import { type Overlay, overlayBetween } from './overlay';
import { QuietRow } from './quiet-row';
import type { Rail } from './rails';
import { serverLaneOf } from './server-lane';
import type { Stretch } from './stretches';

export interface RowsProps {
  /** Of the list; its options' ids begin with it. */
  readonly id: string;
  readonly timeline: Timeline;
  readonly layout: Layout;
  readonly overlay: Overlay;
  readonly lanes: Lanes;
  /** How many rows there are in all; some may have come since. */
  readonly count: number;
  readonly selected?: EntryNumber;
  readonly hovered?: EntryNumber;
  readonly marks?: readonly EntryNumber[];
  readonly onSelect: (n: EntryNumber) => void;
  /** The part that is drawn. */
  readonly top: number;
  readonly bottom: number;
  /** By how much it is drawn further up than it lies. */
  readonly offset: number;
}

/** Narrower, the gutter has room for curves only. */
const WORDS_FROM = 100;

/** The part of the ladder that is in sight: rows, and what lies behind and beside them. */
export function Rows(props: RowsProps) {
  const { id, timeline, layout, overlay, lanes, count, selected, hovered, marks, onSelect, offset } = props;
  const chosen = selected === undefined ? [] : linksOf(timeline, selected);
  const seen = overlayBetween(overlay, layout, props, chosen, (n) => isLost(timeline, n));
  const inSight = rowsBetween(layout, props.top, props.bottom);
  // The rows themselves where they can be: one that is the same is not drawn anew.
  const rows = offset === 0 ? inSight : inSight.map((row) => ({ ...row, y: row.y - offset }));
  const [rails, holds, curves] = [
    raised(seen.rails, offset),
    raised(seen.holds, offset),
    raised(seen.curves, offset),
  ];
  const words = seen.words.map((line) => ({ ...line, y: line.y - offset }));
  const { tracks } = seen;
  const [top, bottom] = [props.top - offset, props.bottom - offset];
  const firstPlace = rows.find((row) => row.kind === 'entry');
  const before = firstPlace ? placeOf(layout, firstPlace.n) : 0;
  // Of the whole ladder, so that words do not move sideways while one scrolls.
  const outermost = tracks > 0 ? reachOf(tracks - 1) : 8;
  let place = before;
  return (
    <>
      <Backdrop
        lanes={lanes}
        rails={rails}
        holds={holds}
        nodeOf={(conn) => timeline.index.conns.get(conn)?.node}
        top={top}
        bottom={bottom}
      />
      {lanes.form === 'wide' && (
        <Gutter
          lanes={lanes}
          curves={curves}
          words={lanes.gutter < WORDS_FROM ? [] : words}
          wordsLeft={lanes.server + outermost + 8}
          top={top}
          bottom={bottom}
        />
      )}
      {rows.map((row) => {
        if (row.kind === 'quiet') return <QuietRow key={`quiet ${row.y}`} row={row} lanes={lanes} />;
        place += 1;
        return (
          <EntryRow
            key={row.n}
            id={`${id}-${row.n}`}
            row={row}
            lanes={lanes}
            timeline={timeline}
            selected={row.n === selected}
            hovered={row.n === hovered}
            marked={marks?.includes(row.n) === true}
            place={place}
            count={Math.max(place, count)}
            second={ridesSecondRail(row, rails)}
            letsGo={letsGo(row.entry)}
            stop={stopLook(timeline, row.entry)}
            node={nodeOf(timeline, row.entry)}
            lane={serverLaneOf(lanes, timeline, row.entry)}
            named={lanes.form === 'compact' && lanes.clients.size > 1}
            onSelect={onSelect}
          />
        );
      })}
    </>
  );
}

function raised<T extends Stretch>(stretches: readonly T[], by: number): readonly T[] {
  if (by === 0) return stretches;
  return stretches.map((one) => ({ ...one, top: one.top - by, bottom: one.bottom - by }));
}

/** While a WebSocket is tried beside polling, its entries begin and end at the thin rail. */
function ridesSecondRail(row: EntryRowPlace, rails: readonly Rail[]): boolean {
  const { entry } = row;
  if (entry.kind !== 'unit' || entry.transport !== 'websocket') return false;
  const client = clientOf(entry);
  const y = centreOf(row);
  return rails.some(
    (rail) => rail.look === 'probing' && rail.client === client && rail.top <= y && y <= rail.bottom,
  );
}

/** The answer to a poll that brings nothing but its end. */
function letsGo(entry: Entry): boolean {
  return (
    entry.kind === 'unit' && isHttpAnswer(entry) && entry.unit.packets.every(({ eio }) => eio.type === 'noop')
  );
}

function stopLook(timeline: Timeline, entry: Entry): EntryRowProps['stop'] {
  const stop = stopOf(timeline, entry);
  return stop?.how === 'kept' && stop.until !== undefined ? 'late' : stop?.how;
}

function isHttpAnswer({ unit }: UnitEntry): boolean {
  return unit.http?.kind === 'response' && unit.packets.length > 0;
}
