import type { Insert } from '@/lib/program/position';

/** What a frame's script knows of the program that runs in it: put before the script when it is served. */
export interface FrameProgram {
  /** By the number that a mark carries. `inserts` are runs of line, column, length. */
  readonly files: readonly { readonly name: string; readonly inserts: readonly number[] }[];
}

export function packInserts(inserts: readonly Insert[]): number[] {
  return inserts.flatMap(({ line, column, length }) => [line, column, length]);
}

export function unpackInserts(packed: readonly number[]): Insert[] {
  const inserts: Insert[] = [];
  for (let i = 0; i + 2 < packed.length; i += 3) {
    inserts.push({ line: packed[i] ?? 0, column: packed[i + 1] ?? 0, length: packed[i + 2] ?? 0 });
  }
  return inserts;
}
