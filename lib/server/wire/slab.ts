/** Copies bytes, so that whoever gave them may write on them. */
export type Copy = (bytes: Uint8Array) => Uint8Array;

const BLOCK_BYTES = 16 * 1024;
/** Larger ones get memory of their own. */
const MOST_BYTES = 2048;

/**
 * Small copies lie one behind another in blocks: memory of its own would cost each of them 300 bytes more. A block
 * is let go with the last copy in it; so what shares a slab should be let go in the order in which it came.
 */
export function openSlab(): Copy {
  let block = new Uint8Array(0);
  let used = 0;
  return (bytes) => {
    const { length } = bytes;
    if (length > MOST_BYTES) return new Uint8Array(bytes);
    if (used + length > block.length) {
      block = new Uint8Array(BLOCK_BYTES);
      used = 0;
    }
    const copy = block.subarray(used, used + length);
    copy.set(bytes);
    used += length;
    return copy;
  };
}
