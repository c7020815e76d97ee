/** How Node lays out the entries of a value that is printed. */

export const BREAK_LENGTH = 80; // characters, where Node knows of no terminal
export const MAX_ITEMS = 100;
const COMPACT = 3; // this many inner levels go on one line
const SEPARATOR = ', '.length;

export interface Frame {
  /** Printed before the brace. */
  readonly base: string;
  readonly open: string;
  readonly close: string;
  readonly indentation: number;
  /** How many levels the value has below it. */
  readonly innerLevels: number;
  /** The value, where it is a list. */
  readonly list: ArrayLike<unknown> | undefined;
}

/** One line where that is short enough, one line an entry where not. */
export function layOut(entries: readonly string[], frame: Frame): string {
  const { base, open, close, indentation } = frame;
  const output = frame.list && entries.length > 6 ? inColumns(entries, frame.list, indentation) : entries;
  const before = base === '' ? '' : `${base} `;
  if (frame.innerLevels < COMPACT && output.length === entries.length) {
    const start = output.length + indentation + open.length + base.length + 10;
    const total = output.reduce((sum, entry) => sum + entry.length, output.length + start);
    if (total <= BREAK_LENGTH && !base.includes('\n') && !output.some((entry) => entry.includes('\n'))) {
      return `${before}${open} ${output.join(', ')} ${close}`;
    }
  }
  const line = `\n${' '.repeat(indentation)}`;
  return `${before}${open}${line}  ${output.join(`,${line}  `)}${line}${close}`;
}

/** Lays the items of a long list in columns: as many as make a shape near to a square. */
function inColumns(
  output: readonly string[],
  list: ArrayLike<unknown>,
  indentation: number,
): readonly string[] {
  const hasMore = list.length > MAX_ITEMS;
  const items = hasMore ? output.slice(0, -1) : output;
  const lengths = items.map((item) => item.length);
  const total = lengths.reduce((sum, length) => sum + length + SEPARATOR, 0);
  const longest = Math.max(...lengths);
  const width = longest + SEPARATOR;
  if (width * 3 + indentation >= BREAK_LENGTH || !(total / width > 5 || longest <= 6)) return output;
  const biased = Math.max(width - 3 - Math.sqrt(width - total / output.length), 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * items.length) / biased), // a character is 2.5 times as high as wide
    Math.floor((BREAK_LENGTH - indentation) / width),
    COMPACT * 4,
    15,
  );
  if (columns <= 1) return output;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lengths.filter((_length, i) => i % columns === column)),
  );
  const isNumeric = Array.from(list).every((item) => typeof item === 'number' || typeof item === 'bigint');
  const rows: string[] = [];
  for (let i = 0; i < items.length; i += columns) {
    const row = items.slice(i, i + columns).map((item, column, all) => {
      const isLast = column === all.length - 1;
      const cell = isLast ? item : `${item}, `;
      const room = (widths[column] ?? 0) + (isLast ? 0 : SEPARATOR);
      if (isNumeric) return cell.padStart(room);
      return isLast ? cell : cell.padEnd(room);
    });
    rows.push(row.join(''));
  }
  return hasMore ? [...rows, output.at(-1) ?? ''] : rows;
}
