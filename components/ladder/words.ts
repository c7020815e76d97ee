import type { Link } from '@/lib/session/entry';
import type { Stretch } from './stretches';

/** What is written in the gutter, at a height where nothing else is. */
export interface Words {
  readonly key: string;
  readonly y: number;
  readonly text: string;
  /** What is told behind it, and stays where the text has no room. */
  readonly time?: string;
  readonly about: Link['kind'] | 'held';
}

/** `ack 0 · 3.1 ms` */
export function wordsText({ text, time }: Words): string {
  return time === undefined ? text : `${text} · ${time}`;
}

export type WordsWanted = Stretch & Omit<Words, 'y'>;

/** Height of a line in the gutter. */
const LINE = 14;
/** Lines of a page. Words are placed on the page that the middle of their stretch lies on. */
const PAGE = 128;

interface Page {
  /** Curves whose words are still to be placed, and others that are told beside them. */
  curves: number[];
  others: WordsWanted[];
  /** The lines that are taken, by their place from the top. What stands there stays there. */
  readonly taken: Map<number, Words>;
}

/** The gutter's words, by page. */
export type Pages = Map<number, Page>;

/** The words of a curve are worked out only when their page comes into sight. */
export function wantCurve(pages: Pages, stretch: Stretch, curve: number): void {
  pageOf(pages, stretch).curves.push(curve);
}

export function wantWords(pages: Pages, wanted: WordsWanted): void {
  pageOf(pages, wanted).others.push(wanted);
}

function pageOf(pages: Pages, stretch: Stretch): Page {
  const number = Math.floor(middleOf(stretch) / PAGE);
  const known = pages.get(number);
  if (known) return known;
  const page: Page = { curves: [], others: [], taken: new Map() };
  pages.set(number, page);
  return page;
}

/** The line in the middle of a stretch. */
function middleOf({ top, bottom }: Stretch): number {
  return Math.round((top + bottom) / 2 / LINE);
}

/** As near to the middle of its stretch as what was there before leaves room for, within it; else it is left out. */
export function placeWords(isTaken: (line: number) => boolean, wanted: WordsWanted): Words | undefined {
  const { top, bottom, ...words } = wanted;
  const middle = middleOf(wanted);
  const reach = Math.floor((bottom - top) / 2 / LINE) + 1;
  for (let step = 0; step <= 2 * reach; step += 1) {
    const line = middle + (step % 2 === 0 ? step / 2 : -(step + 1) / 2);
    if (line < 0 || isTaken(line)) continue;
    return { ...words, y: line * LINE };
  }
  return undefined;
}

export function lineOf({ y }: Words): number {
  return y / LINE;
}

export function isTaken(pages: Pages, line: number): boolean {
  return pages.get(Math.floor(line / PAGE))?.taken.has(line) === true;
}

/** The words in sight. Those of a page are placed when it first is, in the order in which their stretches end. */
export function wordsBetween(
  pages: Pages,
  top: number,
  bottom: number,
  says: (curve: number) => WordsWanted | undefined,
): Words[] {
  const words: Words[] = [];
  const [first, last] = [Math.max(0, Math.floor(top / LINE)), Math.ceil(bottom / LINE)];
  for (let number = Math.floor(first / PAGE); number * PAGE < last; number += 1) {
    const page = pages.get(number);
    if (!page) continue;
    settle(page, number, says);
    for (const [line, here] of page.taken) if (line >= first && line < last) words.push(here);
  }
  return words.sort((a, b) => a.y - b.y);
}

function settle(page: Page, number: number, says: (curve: number) => WordsWanted | undefined): void {
  const { curves, others, taken } = page;
  if (curves.length === 0 && others.length === 0) return;
  const wanted = [...others, ...curves.flatMap((curve) => says(curve) ?? [])];
  page.curves = [];
  page.others = [];
  const isOff = (line: number) => Math.floor(line / PAGE) !== number || taken.has(line);
  for (const words of wanted.sort((a, b) => a.bottom - b.bottom)) {
    const placed = placeWords(isOff, words);
    if (placed) taken.set(lineOf(placed), placed);
  }
}
