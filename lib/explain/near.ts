/** The name that was probably meant: one or two slips away, or the same but for capitals and marks between words. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly slips: number } | undefined;
  for (const other of known) {
    if (other === name) return undefined;
    if (numbered(other) === numbered(name)) continue;
    const slips = plain(other) === plain(name) ? 0 : slipsBetween(name, other);
    const shorter = Math.min(name.length, other.length);
    if (slips > (shorter < SHORTEST ? 0 : shorter < 2 * SHORTEST ? 1 : 2) && !isLeftOut(name, other, slips))
      continue;
    if (!best || slips < best.slips) best = { name: other, slips };
  }
  return best?.name;
}

const LONGEST = 64;
/** `ping` and `pong` are no slip of each other: in so short a word, another letter makes another word. */
const SHORTEST = 5;

/** `room:1` and `room:2` are two of a kind, and neither is a slip. */
function numbered(name: string): string {
  return name.replace(/\d+/g, '0');
}

/** One letter too few or too many, or two swapped: that is a slip in a short word, too. */
function isLeftOut(one: string, other: string, slips: number): boolean {
  if (slips !== 1 || Math.min(one.length, other.length) < 3) return false;
  return one.length !== other.length || [...one].sort().join('') === [...other].sort().join('');
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters to put in, take out, exchange or swap with their neighbour (Damerau and Levenshtein). */
function slipsBetween(one: string, other: string): number {
  if (one.length > LONGEST || other.length > LONGEST) return Infinity;
  let twoAbove: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (twoAbove[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    twoAbove = above;
    above = row;
  }
  return above[other.length] ?? 0;
}
