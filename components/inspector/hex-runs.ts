import type { LayerName } from '@/lib/dissect/layer';
import { layerOf } from '@/lib/dissect/said';
import type { Dissected } from './dissected';
import { type ByteRange, tellingLeaf } from './spread';

/** Bytes of one row that look the same: of one field, lit or not, faulty or not. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly layer: LayerName | undefined;
  readonly lit: boolean;
  readonly chosen: boolean;
  readonly issue: 'note' | 'warn' | 'error' | undefined;
}

/** What is marked among the bytes of one buffer. */
export interface Marks {
  /** Under the pointer or the cursor. */
  readonly lit: readonly ByteRange[];
  /** Of the selected field. */
  readonly chosen: readonly ByteRange[];
}

/** Cuts the bytes from `start` to `end` of a buffer into runs. */
export function runsOf(
  dissected: Dissected,
  buffer: number,
  start: number,
  end: number,
  marks: Marks,
): Run[] {
  const runs: Run[] = [];
  for (let at = start; at < end; ) {
    const leaf = tellingLeaf(dissected, buffer, at);
    const next = at + 1;
    const run: Run = {
      start: at,
      end: next,
      layer: leaf && layerOf(leaf),
      lit: marks.lit.some((range) => holds(range, buffer, at)),
      chosen: marks.chosen.some((range) => holds(range, buffer, at)),
      issue: issueAt(dissected, buffer, at),
    };
    const before = runs.at(-1);
    if (
      before &&
      alike(before, run) &&
      leaf !== undefined &&
      leaf === tellingLeaf(dissected, buffer, at - 1)
    ) {
      runs[runs.length - 1] = { ...before, end: next };
    } else runs.push(run);
    at = next;
  }
  return runs;
}

function alike(a: Run, b: Run): boolean {
  return a.layer === b.layer && a.lit === b.lit && a.chosen === b.chosen && a.issue === b.issue;
}

function holds(range: ByteRange, buffer: number, at: number): boolean {
  return range.buffer === buffer && range.start <= at && at < range.end;
}

function issueAt({ layers }: Dissected, buffer: number, at: number): Run['issue'] {
  for (const { issues } of layers) {
    for (const issue of issues) if (holds(issue, buffer, at)) return issue.level;
  }
  return undefined;
}
