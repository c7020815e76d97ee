import { Flag } from 'lucide-react';
import type { ReactNode } from 'react';
import { grouped } from '@/lib/base/grouped';
import { micros } from '@/lib/base/micros';
import { labelOf } from '@/lib/explain/label';
import { durationText, momentText, partyName } from '@/lib/explain/words';
import type { Entry, EntryNumber, Link } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { TEXT_TONE } from '../ui/tone';
import type { ListView } from './list-view';

/** What a cell may ask for. */
export interface CellOf {
  readonly entry: Entry;
  /** The row before it in time, where there is one. */
  readonly before: Entry | undefined;
  /** The mark that its time is counted from: see `markOf`. */
  readonly mark: Entry | undefined;
  readonly timeline: Timeline;
}

/** A column is one of these and nothing else. */
export interface Column {
  readonly name: string;
  readonly title: string;
  /** As in `grid-template-columns`. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Left out where the list is narrower, in pixels: where it and those that stay longer have room with the summary. */
  readonly from?: number;
  readonly cell: (of: CellOf) => ReactNode;
  /** What it is sorted by; what has none of it comes last. */
  readonly value: (of: CellOf) => number | string | undefined;
}

export const COLUMNS: readonly Column[] = [
  {
    name: 'n',
    title: '#',
    width: '44px',
    isNumber: true,
    cell: ({ entry, mark }) => (
      <>
        {entry.n === mark?.n && <Flag aria-label="marked" size={10} className="mr-0.5 inline text-note" />}
        {entry.n}
      </>
    ),
    value: ({ entry }) => entry.n,
  },
  {
    name: 'at',
    title: 'Time',
    width: '76px',
    isNumber: true,
    cell: ({ entry, timeline }) => momentText(timeline.entries.timeInRun(entry.n)),
    value: ({ entry }) => entry.at,
  },
  {
    name: 'since',
    title: 'Since last',
    width: '76px',
    isNumber: true,
    from: 660,
    cell: ({ entry, before }) => (before ? `+${durationText(micros(entry.at - before.at))}` : ''),
    value: ({ entry, before }) => before && entry.at - before.at,
  },
  {
    name: 'mark',
    title: 'Since mark',
    width: '84px',
    isNumber: true,
    cell: ({ entry, mark }) => mark && signedText(entry.at - mark.at),
    value: ({ entry, mark }) => mark && entry.at - mark.at,
  },
  {
    name: 'way',
    title: 'From → to',
    width: '128px',
    from: 500,
    cell: ({ entry }) => (
      <span className={wayLook(entry)}>
        {partyName(entry.from)}
        {entry.from !== entry.to && ` → ${partyName(entry.to)}`}
      </span>
    ),
    value: ({ entry }) => `${entry.from} ${entry.to}`,
  },
  {
    name: 'layers',
    title: 'Layers',
    width: '96px',
    from: 860,
    cell: ({ entry }) =>
      entry.kind === 'unit' ? (
        entry.unit.layers.map((layer) => (
          <span key={layer} className={`${TEXT_TONE[layer]} mr-[1ch]`}>
            {layer}
          </span>
        ))
      ) : (
        <span className="text-dim">{entry.kind}</span>
      ),
    value: ({ entry }) => (entry.kind === 'unit' ? entry.unit.layers.join(' ') : entry.kind),
  },
  {
    name: 'summary',
    title: 'Summary',
    width: 'minmax(160px,1fr)',
    cell: ({ entry, timeline }) =>
      labelOf(entry, timeline).map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a label's parts have no other name, and no state
        <span key={i} className={TEXT_TONE[part.tone]}>
          {i === 0 ? part.text : ` ${part.text}`}
        </span>
      )),
    value: ({ entry, timeline }) =>
      labelOf(entry, timeline)
        .map(({ text }) => text)
        .join(' '),
  },
  {
    name: 'bytes',
    title: 'Bytes',
    width: '60px',
    isNumber: true,
    from: 570,
    cell: ({ entry }) => (entry.kind === 'unit' ? grouped(entry.unit.wire.length) : ''),
    value: ({ entry }) => (entry.kind === 'unit' ? entry.unit.wire.length : undefined),
  },
  {
    name: 'took',
    title: 'Answered',
    width: '84px',
    isNumber: true,
    from: 760,
    cell: ({ entry, timeline }) => {
      const answer = answerTo(entry, timeline);
      return answer ? durationText(answer.took) : '';
    },
    value: ({ entry, timeline }) => answerTo(entry, timeline)?.took,
  },
];

/** Of those that were chosen, and of the others those that there is room for. Time since a mark is asked for by marking. */
export function columnsFor({ chosen }: ListView, isMarked: boolean, width: number): readonly Column[] {
  const hasMark = isMarked && (chosen.mark ?? true);
  const room = hasMark ? width - MARK_ROOM : width;
  return COLUMNS.filter(({ name, from = 0 }) =>
    name === 'mark' ? hasMark : (chosen[name] ?? (width === 0 || room >= from)),
  );
}

/** What the time since a mark takes from the columns that need more room, with the gap beside it. */
const MARK_ROOM = 96;

/** The last mark up to an entry; before all marks, the first. */
export function markOf(marks: readonly EntryNumber[], n: EntryNumber): EntryNumber | undefined {
  return marks.findLast((mark) => mark <= n) ?? marks[0];
}

/** The first thing that answers it; what it answers itself is in the row of the question. */
function answerTo(entry: Entry, timeline: Timeline): Link | undefined {
  return linksOf(timeline, entry.n).find((link) => link.a === entry.n && ANSWERS.has(link.kind));
}

function signedText(took: number): string {
  return `${took < 0 ? '−' : '+'}${durationText(micros(Math.abs(took)))}`;
}

const ANSWERS: ReadonlySet<string> = new Set(['ack', 'pong', 'probe', 'connect', 'response']);

function wayLook(entry: Entry): string {
  if (entry.kind !== 'unit') return 'text-dim';
  return entry.from === 'server' ? 'text-down' : 'text-up';
}
