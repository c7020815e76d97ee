import { useMemo } from 'react';
import { micros } from '@/lib/base/micros';
import { durationText } from '@/lib/explain/words';
import type { Entry, EntryNumber, Link, UnitEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { clientOf } from '../ui/client-of';
import { Backdrop } from './backdrop';
import { placeCurves, placeWords, type WordsWanted } from './curves';
import { EntryRow } from './entry-row';
import { Gutter, reachOf } from './gutter';
import type { Lanes } from './lanes';
import { centreOf, type EntryRow as EntryRowPlace, type Layout, placeOf, rowsBetween } from './layout';
import { QuietRow } from './quiet-row';
import { type Hold, placeHolds, placeRails, type Rail } from './rails';

export interface RowsProps {
  /** Of the list; its options' ids begin with it. */
  readonly id: string;
  readonly timeline: Timeline;
  readonly version: number;
  readonly run: number;
  readonly layout: Layout;
  readonly lanes: Lanes;
  readonly selected?: EntryNumber;
  readonly hovered?: EntryNumber;
  readonly onSelect: (n: EntryNumber) => void;
  /** The part that is drawn. */
  readonly top: number;
  readonly bottom: number;
}

/** A held request is told in words from this long on: any answer takes some time. */
const HELD_FROM = micros(10_000);
/** Narrower, the gutter has room for curves only. */
const WORDS_FROM = 100;

/** The part of the ladder that is in sight: rows, and what lies behind and beside them. */
export function Rows(props: RowsProps) {
  const { id, timeline, version, layout, lanes, selected, hovered, onSelect, top, bottom } = props;
  const { rails, holds, curves, words } = useOverlay(props);
  const rows = rowsBetween(layout, top, bottom);
  const firstPlace = rows.find((row) => row.kind === 'entry');
  const before = firstPlace ? placeOf(layout, firstPlace.n) : 0;
  const outermost = curves.reduce((most, curve) => Math.max(most, reachOf(curve.track)), 8);
  let place = before;
  return (
    <>
      <Backdrop lanes={lanes} rails={rails} holds={holds} top={top} bottom={bottom} />
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
            version={version}
            selected={row.n === selected}
            hovered={row.n === hovered}
            place={place}
            count={layout.entryRows.length}
            second={ridesSecondRail(row, rails)}
            letsGo={letsGo(row.entry)}
            named={lanes.form === 'compact' && lanes.clients.size > 1}
            onSelect={onSelect}
          />
        );
      })}
    </>
  );
}

function useOverlay({ timeline, version, run, layout, selected }: RowsProps) {
  return useMemo(() => {
    // The timeline and the layout grow in place; this tells that they did.
    void version;
    const rails = placeRails(layout, timeline.spans, run);
    const holds = placeHolds(layout, timeline.spans, run);
    const curves = placeCurves(layout, timeline.links, run, selected);
    const words = placeWords([
      ...holds.flatMap(heldWords),
      ...curves.map(
        ({ key, link, top, bottom }): WordsWanted => ({
          key,
          about: link.kind,
          top,
          bottom,
          text: linkText(link),
        }),
      ),
    ]);
    return { rails, holds, curves, words };
  }, [timeline, version, run, layout, selected]);
}

/** What follows at once because it must has no time worth telling. */
function linkText({ kind, label, took }: Link): string {
  return kind === 'attachment' && took < 1000 ? label : `${label} · ${durationText(took)}`;
}

function heldWords({ key, top, bottom, took }: Hold): WordsWanted[] {
  if (took !== undefined && took < HELD_FROM) return [];
  const text = took === undefined ? 'GET held …' : `GET held ${durationText(micros(took))}`;
  return [{ key: `held ${key}`, about: 'held', text, top, bottom: took === undefined ? top : bottom }];
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

function isHttpAnswer({ unit }: UnitEntry): boolean {
  return unit.http?.kind === 'response' && unit.packets.length > 0;
}
