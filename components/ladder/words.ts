import type { Link } from '@/lib/session/entry';
import type { Stretch } from './stretches';

/** What is written in the gutter, at a height where nothing else is. */
export interface Words {
  readonly key: string;
  readonly y: number;
  readonly text: string;
  readonly about: Link['kind'] | 'held';
}

export type WordsWanted = Stretch & Omit<Words, 'y'>;

/** Height of a line in the gutter. */
const LINE = 14;

/** The lines that are taken, by their place from the top. What stands there stays there. */
export type TakenLines = Map<number, Words>;

/** As near to the middle of its stretch as what was there before leaves room for, within it; else it is left out. */
export function placeWords(isTaken: (line: number) => boolean, wanted: WordsWanted): Words | undefined {
  const { key, text, about, top, bottom } = wanted;
  const middle = Math.round((top + bottom) / 2 / LINE);
  const reach = Math.floor((bottom - top) / 2 / LINE) + 1;
  for (let step = 0; step <= 2 * reach; step += 1) {
    const line = middle + (step % 2 === 0 ? step / 2 : -(step + 1) / 2);
    if (line < 0 || isTaken(line)) continue;
    return { key, text, about, y: line * LINE };
  }
  return undefined;
}

export function lineOf({ y }: Words): number {
  return y / LINE;
}

export function wordsBetween(taken: TakenLines, top: number, bottom: number): Words[] {
  const words: Words[] = [];
  for (let line = Math.max(0, Math.floor(top / LINE)); line * LINE < bottom; line += 1) {
    const here = taken.get(line);
    if (here) words.push(here);
  }
  return words;
}
