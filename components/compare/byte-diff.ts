import type { Dissection } from '@/lib/dissect/layer';
import type { FieldPair } from './field-diff';

/** Bytes in one row. */
export const ROW = 8;

/** One row of a buffer, and which of its bytes belong to a field that differs. */
export interface ByteRow {
  readonly offset: number;
  readonly bytes: readonly { readonly value: number; readonly differs: boolean }[];
}

/** Rows that differ, and between them how many bytes do not. */
export type BytePiece =
  | { readonly kind: 'row'; readonly row: ByteRow }
  | { readonly kind: 'same'; readonly offset: number; readonly length: number };

/** More than this are for the inspector. */
const MOST_ROWS = 120;

/**
 * A buffer of one side, with what lies in fields that differ marked: by field, not by place, so that one byte more at
 * the beginning does not make all that follows look different. `left`: bytes that are not shown for their number.
 */
export function bytePieces(
  { buffers }: Dissection,
  buffer: number,
  pairs: readonly FieldPair[],
  side: 'a' | 'b',
): { readonly pieces: readonly BytePiece[]; readonly left: number } {
  const bytes = buffers[buffer]?.bytes ?? new Uint8Array(0);
  const differs = new Uint8Array(bytes.length);
  for (const pair of pairs) {
    const field = pair[side];
    if (pair.differs && field?.buffer === buffer) differs.fill(1, field.start, field.end);
  }
  const pieces: BytePiece[] = [];
  let rows = 0;
  for (let offset = 0; offset < bytes.length; offset += ROW) {
    const end = Math.min(offset + ROW, bytes.length);
    // A row beside one that differs is shown, too.
    const isNear = differs.subarray(Math.max(0, offset - ROW), end + ROW).includes(1);
    const last = pieces.at(-1);
    if (isNear) {
      if (rows === MOST_ROWS) return { pieces, left: bytes.length - offset };
      rows += 1;
      const row = Array.from(bytes.subarray(offset, end), (value, i) => ({
        value,
        differs: differs[offset + i] === 1,
      }));
      pieces.push({ kind: 'row', row: { offset, bytes: row } });
    } else if (last?.kind === 'same') {
      pieces[pieces.length - 1] = { ...last, length: end - last.offset };
    } else {
      pieces.push({ kind: 'same', offset, length: end - offset });
    }
  }
  return { pieces, left: 0 };
}
