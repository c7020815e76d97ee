/** What changes between two texts, line by line: the lines that go, those that come, and some around them. */
export interface Hunk {
  /** Of its first line, in the text before and in the one after. Lines count from 1. */
  readonly before: number;
  readonly after: number;
  readonly lines: readonly DifferenceLine[];
}

export interface DifferenceLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

const CONTEXT = 2;

export function differenceOf(before: string, after: string): readonly Hunk[] {
  const lines = aligned(linesOf(before), linesOf(after));
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== 'same'),
  );

  const hunks: { before: number; after: number; lines: DifferenceLine[] }[] = [];
  let [old, fresh] = [1, 1];
  for (const [at, line] of lines.entries()) {
    if (near[at]) {
      if (!near[at - 1]) hunks.push({ before: old, after: fresh, lines: [] });
      hunks.at(-1)?.lines.push(line);
    }
    if (line.kind !== 'new') old += 1;
    if (line.kind !== 'gone') fresh += 1;
  }
  return hunks;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Along a longest common subsequence: what can stay stays; where something is replaced, the old comes first. */
function aligned(before: readonly string[], after: readonly string[]): readonly DifferenceLine[] {
  // common[i][j]: how many lines before[i…] and after[j…] can share.
  const common = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    const row = common[i] ?? [];
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }

  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ kind: 'same', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'gone', text: old });
      i += 1;
    } else if (fresh !== undefined) {
      lines.push({ kind: 'new', text: fresh });
      j += 1;
    }
  }
  return lines;
}
