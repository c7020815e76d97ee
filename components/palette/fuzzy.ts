/** How well a text matches what was typed, and which of its letters do. */
export interface Match {
  readonly score: number;
  /** Places in the text, rising. */
  readonly places: readonly number[];
}

const AT_START = 12;
const AT_WORD = 8;
const NEXT = 12;

/**
 * The letters of `typed`, in their order and with anything between them: `gle` finds "**G**o to **le**sson". Spaces do
 * not count. Letters that begin a word, and letters next to each other, make a better match. `undefined`: no match.
 */
export function fuzzyMatch(typed: string, text: string): Match | undefined {
  const wanted = [...typed.toLowerCase().replaceAll(/\s+/g, '')];
  const letters = text.toLowerCase();
  let best: Match | undefined;
  // The first letter may stand in several places; what follows takes the nearest, or the next beginning of a word.
  for (
    let from = letters.indexOf(wanted[0] ?? '');
    from >= 0;
    from = letters.indexOf(wanted[0] ?? '', from + 1)
  ) {
    const match = matchFrom(wanted, letters, from);
    if (match && (!best || match.score > best.score)) best = match;
    if (wanted.length === 0) break;
  }
  return best;
}

function matchFrom(wanted: readonly string[], letters: string, from: number): Match | undefined {
  const places: number[] = [];
  let score = 0;
  let at = from;
  for (const letter of wanted) {
    const isNext = places.length > 0 && letters[at] === letter;
    const place = isNext || places.length === 0 ? at : nearest(letters, letter, at);
    if (place < 0) return undefined;
    if (isNext) score += NEXT;
    if (place === 0) score += AT_START;
    else if (beginsWord(letters, place)) score += AT_WORD;
    // What lies between costs a little, what comes late less than nothing.
    score -= Math.min(place - at, 10) * 0.3 + (places.length === 0 ? place * 0.05 : 0);
    places.push(place);
    at = place + 1;
  }
  return { score: score - letters.length * 0.02, places };
}

/** The next beginning of a word with this letter, or else the next such letter. */
function nearest(letters: string, letter: string, from: number): number {
  const first = letters.indexOf(letter, from);
  for (let at = first; at >= 0; at = letters.indexOf(letter, at + 1)) {
    if (beginsWord(letters, at)) return at;
  }
  return first;
}

function beginsWord(letters: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(letters[at - 1] ?? ' ');
}
