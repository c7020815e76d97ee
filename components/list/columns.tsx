import type { ReactNode } from 'react';
import type { Micros } from '@/lib/base/micros';
import { labelOf } from '@/lib/explain/label';
import { durationText, partyName } from '@/lib/explain/words';
import type { Entry } from '@/lib/session/entry';
import { linksOf } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { TEXT_TONE } from '../ui/tone';

/** What a cell may ask for. */
export interface CellOf {
  readonly entry: Entry;
  /** The row above, where there is one. */
  readonly above: Entry | undefined;
  readonly timeline: Timeline;
}

/** A column is one of these and nothing else. */
export interface Column {
  readonly name: string;
  readonly title: string;
  /** As in `grid-template-columns`. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Left out where the list is narrower, in pixels. */
  readonly from?: number;
  readonly cell: (of: CellOf) => ReactNode;
}

export const COLUMNS: readonly Column[] = [
  { name: 'n', title: '#', width: '44px', isNumber: true, cell: ({ entry }) => entry.n },
  { name: 'at', title: 'Time', width: '76px', isNumber: true, cell: ({ entry }) => durationText(entry.at) },
  {
    name: 'since',
    title: 'Since',
    width: '70px',
    isNumber: true,
    from: 640,
    cell: ({ entry, above }) => (above ? `+${durationText((entry.at - above.at) as Micros)}` : ''),
  },
  {
    name: 'way',
    title: 'From → to',
    width: '128px',
    from: 420,
    cell: ({ entry }) => (
      <span className={wayLook(entry)}>
        {partyName(entry.from)}
        {entry.from !== entry.to && ` → ${partyName(entry.to)}`}
      </span>
    ),
  },
  {
    name: 'layers',
    title: 'Layers',
    width: '96px',
    from: 760,
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
  },
  {
    name: 'summary',
    title: 'Summary',
    width: 'minmax(0,1fr)',
    cell: ({ entry, timeline }) =>
      labelOf(entry, timeline).map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a label's parts have no other name, and no state
        <span key={i} className={TEXT_TONE[part.tone]}>
          {i === 0 ? part.text : ` ${part.text}`}
        </span>
      )),
  },
  {
    name: 'bytes',
    title: 'Bytes',
    width: '60px',
    isNumber: true,
    from: 520,
    cell: ({ entry }) => (entry.kind === 'unit' ? entry.unit.wire.length.toLocaleString('en') : ''),
  },
  {
    name: 'took',
    title: 'Answered',
    width: '84px',
    isNumber: true,
    from: 700,
    // The first thing that answers it; what it answers itself is in the row of the question.
    cell: ({ entry, timeline }) => {
      const answer = linksOf(timeline, entry.n).find((link) => link.a === entry.n && ANSWERS.has(link.kind));
      return answer ? durationText(answer.took) : '';
    },
  },
];

const ANSWERS: ReadonlySet<string> = new Set(['ack', 'pong', 'probe', 'connect', 'response']);

function wayLook(entry: Entry): string {
  if (entry.kind !== 'unit') return 'text-dim';
  return entry.from === 'server' ? 'text-down' : 'text-up';
}
