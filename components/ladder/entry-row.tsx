import { Flag, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { micros } from '@/lib/base/micros';
import { type LabelPart, labelOf } from '@/lib/explain/label';
import { sentenceOf } from '@/lib/explain/sentence';
import { durationText, partyName } from '@/lib/explain/words';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { clientOf } from '../ui/client-of';
import { TEXT_TONE } from '../ui/tone';
import { Arrow } from './arrow';
import type { Lanes } from './lanes';
import { type EntryRow as EntryRowPlace, ROW_HEIGHT } from './layout';

export interface EntryRowProps {
  readonly id: string;
  readonly row: EntryRowPlace;
  readonly lanes: Lanes;
  readonly timeline: Timeline;
  readonly selected: boolean;
  readonly hovered: boolean;
  /** The reader's mark is on it. */
  readonly marked: boolean;
  /** Place among all rows, from 1, and how many there are: only some are in the document. */
  readonly place: number;
  readonly count: number;
  readonly second: boolean;
  readonly letsGo: boolean;
  /** The wire did not bring it, or brought it late. */
  readonly stop: 'lost' | 'kept' | 'late' | undefined;
  readonly node: number | undefined;
  /** Which of the server's lanes, from 1, where it has several. */
  readonly lane: number | undefined;
  /** Whether the label must say which client it is about. */
  readonly named: boolean;
  readonly onSelect: (n: EntryNumber) => void;
}

/** One row: when, between whom, and what. It is asked each time what it says, for an answer comes later. */
export function EntryRow({ timeline, ...props }: EntryRowProps) {
  const { entry } = props.row;
  return <DrawnRow {...props} label={labelOf(entry, timeline)} sentence={sentenceOf(entry, timeline)} />;
}

interface DrawnRowProps extends Omit<EntryRowProps, 'timeline'> {
  readonly label: readonly LabelPart[];
  readonly sentence: string;
}

/** Drawn anew only when it says something else. */
const DrawnRow = memo(function DrawnRow(props: DrawnRowProps) {
  const { id, row, lanes, label, sentence, selected, hovered, place, count, onSelect } = props;
  const { entry } = row;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the listbox's, which has the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox keeps the focus and names its active option
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-posinset={place}
      aria-setsize={count}
      aria-label={props.marked ? `${sentence}, marked` : sentence}
      data-slot="entry"
      data-n={entry.n}
      data-kind={entry.kind}
      data-from={entry.from}
      data-to={entry.to}
      data-node={props.node}
      data-layers={entry.kind === 'unit' ? entry.unit.layers.join(' ') : undefined}
      data-label={label.map((part) => part.text.trim()).join(' ')}
      data-selected={selected || undefined}
      data-hovered={hovered || undefined}
      onClick={() => onSelect(entry.n)}
      className="group/entry absolute inset-x-0 cursor-pointer"
      style={{ top: row.y, height: row.height }}
    >
      <span
        className={`absolute bottom-0 left-0 flex items-center whitespace-nowrap font-mono text-dim ${lanes.form === 'wide' ? 'pl-3 text-[11px]' : 'pl-1.5 text-[10px]'}`}
        style={{ height: ROW_HEIGHT }}
      >
        {props.marked && (
          <Flag
            data-slot="mark"
            size={lanes.form === 'wide' ? 9 : 6}
            className={`absolute text-note ${lanes.form === 'wide' ? 'left-0.5' : 'left-0'}`}
          />
        )}
        {timeText(row)}
      </span>
      <Arrow
        entry={entry}
        lanes={lanes}
        second={props.second}
        letsGo={props.letsGo}
        stop={props.stop}
        lane={props.lane}
      />
      <span
        data-slot="entry-box"
        className={`absolute bottom-[3px] flex h-5 items-center gap-2 overflow-hidden rounded border px-2 font-mono text-xs group-focus-visible/ladder:group-data-selected/entry:outline-2 group-focus-visible/ladder:group-data-selected/entry:outline-note ${isOffWire(entry) ? '@container' : ''} ${boxLook(entry, props.letsGo)}`}
        style={{ left: lanes.labelLeft, width: Math.max(lanes.labelRight - lanes.labelLeft, 0) }}
      >
        <span className="min-w-0 truncate whitespace-pre">
          {props.named && <b className="font-semibold text-ink">{`${partyName(whoseOf(entry))}  `}</b>}
          {lanes.form === 'compact' && lanes.nodes.length > 1 && props.node !== undefined && (
            <span className="text-dim">{`node ${props.node}  `}</span>
          )}
          {label.map((part, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a label's parts have no other name, and no state
            <span key={i} className={TEXT_TONE[part.tone]}>
              {i === 0 ? part.text : ` ${part.text}`}
            </span>
          ))}
        </span>
        {isOffWire(entry) && (
          <span
            data-slot="off-wire"
            className="ml-auto hidden shrink-0 text-[11px] text-dim @min-[300px]:inline"
          >
            never on the wire
          </span>
        )}
        <Issues entry={entry} />
      </span>
    </div>
  );
}, isSame);

function isSame(before: DrawnRowProps, { label, ...after }: DrawnRowProps): boolean {
  for (const [name, value] of Object.entries(after)) if (Reflect.get(before, name) !== value) return false;
  return (
    label.length === before.label.length &&
    label.every(({ text, tone }, i) => before.label[i]?.text === text && before.label[i]?.tone === tone)
  );
}

/** What the server tells is the server's, even where it is about a client; a fault without a client is for all. */
function whoseOf(entry: Entry): string {
  return clientOf(entry) ?? (entry.kind === 'trace' ? 'server' : 'all');
}

/**
 * What one would look for among the packets, and which has none. Only such a row asks how wide it is: that costs as much
 * as half of what else is drawn of it.
 */
function isOffWire(entry: Entry): boolean {
  if (entry.kind !== 'trace') return false;
  const { event } = entry.record;
  // What is buffered only waits: its packet comes later, and a curve leads to it.
  return event.kind === 'room' || (event.kind === 'unsent' && event.fate !== 'buffered');
}

function Issues({ entry }: { readonly entry: Entry }) {
  if (entry.kind !== 'unit' || entry.unit.issues.length === 0) return undefined;
  const { issues } = entry.unit;
  const look = issues.some((issue) => issue.level === 'error')
    ? 'text-error'
    : issues.some((issue) => issue.level === 'warn')
      ? 'text-warn'
      : 'text-note';
  return (
    <span
      data-slot="issues"
      title={issues.map((issue) => issue.message).join('\n')}
      className={`ml-auto flex shrink-0 items-center gap-1 ${look}`}
    >
      <TriangleAlert aria-hidden="true" size={12} />
      {issues.length}
    </span>
  );
}

/** What was not on the wire has no box of its own colour: it is dashed and lies on the ground. */
function boxLook(entry: Entry, letsGo: boolean): string {
  const states =
    'group-hover/entry:border-faint group-data-hovered/entry:border-note group-data-selected/entry:border-ink group-data-selected/entry:bg-[color-mix(in_srgb,var(--sel)_80%,var(--bg))]';
  if (entry.kind === 'unit') return `${states} border-line bg-panel ${letsGo ? 'border-dashed' : ''}`;
  return `${states} border-dashed border-line bg-bg`;
}

/** The first row says how far the run is; after it, a number without a unit is milliseconds. */
export function timeText({ since, begins }: EntryRowPlace): string {
  return since === undefined
    ? durationText(begins ?? micros(0))
    : `+${durationText(since).replace(/ ms$/, '')}`;
}
