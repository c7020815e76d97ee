/** Text of ours in a line of the program, at a column of the source. Lines and columns count from 1. */
export interface Insert {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Takes a position in a text with inserts back to the source. Both count from 1. */
export type ToSource = (line: number, column: number) => { line: number; column: number };

export function toSourceOf(inserts: readonly Insert[]): ToSource {
  const byLine = new Map<number, Insert[]>();
  for (const insert of inserts) {
    const here = byLine.get(insert.line);
    if (here) here.push(insert);
    else byLine.set(insert.line, [insert]);
  }
  for (const here of byLine.values()) here.sort((a, b) => a.column - b.column);

  return (line, column) => {
    let shift = 0;
    for (const insert of byLine.get(line) ?? []) {
      if (insert.column + shift > column) break;
      // A position inside of an insert is that of what follows it.
      if (insert.column + shift + insert.length > column) return { line, column: insert.column };
      shift += insert.length;
    }
    return { line, column: column - shift };
  };
}
