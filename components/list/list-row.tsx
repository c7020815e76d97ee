import { type CSSProperties, memo } from 'react';
import { sentenceOf } from '@/lib/explain/sentence';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import type { Column } from './columns';
import { LIST_ROW } from './list-rows';

export interface ListRowProps {
  readonly id: string;
  readonly timeline: Timeline;
  readonly entry: Entry;
  /** The row before it in time, where there is one. */
  readonly before: Entry | undefined;
  readonly mark: Entry | undefined;
  readonly columns: readonly Column[];
  readonly template: CSSProperties;
  readonly selected: boolean;
  /** From 0, among all rows. */
  readonly place: number;
  /** Where it is drawn. */
  readonly top: number;
  readonly onSelect: (n: EntryNumber) => void;
}

/** One entry as a row of cells. It is asked each time what it says, for an answer comes later. */
export function ListRow(props: ListRowProps) {
  const { columns, entry } = props;
  const sentence = sentenceOf(entry, props.timeline);
  const says = columns.map(({ value }) => value(props)).join('\n');
  return <DrawnRow {...props} sentence={sentence} says={says} />;
}

interface DrawnRowProps extends ListRowProps {
  readonly sentence: string;
  /** What stands in its cells. */
  readonly says: string;
}

/** Drawn anew only when it says something else. */
const DrawnRow = memo(function DrawnRow(props: DrawnRowProps) {
  const { id, entry, columns, template, selected, place, top, onSelect } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the grid's, which has the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    <div
      id={`${id}-${entry.n}`}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={selected}
      aria-label={props.sentence}
      data-slot="list-row"
      data-n={entry.n}
      data-kind={entry.kind}
      onClick={() => onSelect(entry.n)}
      className="absolute inset-x-0 grid cursor-pointer items-center gap-3 border-b border-line/40 pr-9 pl-3 -outline-offset-1 hover:bg-raised aria-selected:bg-sel/80 group-focus-visible/list:aria-selected:outline-2 group-focus-visible/list:aria-selected:outline-note"
      style={{ ...template, top, height: LIST_ROW }}
    >
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: as the grid
        // biome-ignore lint/a11y/useFocusableInteractive: as the row
        <span key={column.name} role="gridcell" data-column={column.name} className={cellLook(column)}>
          {column.cell(props)}
        </span>
      ))}
    </div>
  );
}, isSame);

/** Its entries are made anew whenever they are asked for: a number names the same one as long as the timeline does. */
function isSame(before: DrawnRowProps, after: DrawnRowProps): boolean {
  return (
    before.timeline === after.timeline &&
    before.entry.n === after.entry.n &&
    before.before?.n === after.before?.n &&
    before.mark?.n === after.mark?.n &&
    before.says === after.says &&
    before.sentence === after.sentence &&
    before.columns === after.columns &&
    before.template === after.template &&
    before.selected === after.selected &&
    before.place === after.place &&
    before.top === after.top &&
    before.onSelect === after.onSelect
  );
}

function cellLook({ isNumber }: Column): string {
  return isNumber ? 'truncate text-right text-dim' : 'truncate whitespace-pre';
}
