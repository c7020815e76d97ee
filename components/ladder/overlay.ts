import { micros } from '@/lib/base/micros';
import { durationText } from '@/lib/explain/words';
import type { Link, Span } from '@/lib/session/entry';
import { type Curve, curveKey, isForSelection, MAX_TRACKS, reachOfLink, takeTrack } from './curves';
import type { Layout } from './layout';
import { type Hold, holdOf, isSettled, lookOf, type Rail, type RailLook, railOf } from './rails';
import { openStretches, type Stretch, type Stretches } from './stretches';
import { lineOf, placeWords, type TakenLines, type Words, type WordsWanted, wordsBetween } from './words';

/**
 * What lies behind and beside the rows. It grows with them and is never made anew: what has ended keeps its place
 * for good, only what still lasts is looked at again.
 */
export interface Overlay {
  /** Of which run the spans are. */
  readonly run: number;
  spansRead: number;
  linksRead: number;
  /** Spans whose end has no row yet. */
  lasting: Lasting[];
  readonly rails: Stretches<Rail>;
  readonly holds: Stretches<Hold>;
  readonly curves: Stretches<Curve>;
  readonly lines: TakenLines;
  /** Where the last of each track ends: of the held requests, and of the curves. */
  readonly holdEnds: number[];
  readonly curveEnds: number[];
  /** The last transport of each session, by `sid`. */
  readonly transports: Map<string, Span>;
}

type Lasting =
  | { readonly span: Span; readonly look: RailLook; readonly continues: boolean }
  | { readonly span: Span; readonly look: undefined; readonly track: number };

/** A held request is told in words from this long on: any answer takes some time. */
const HELD_FROM = micros(10_000);

export function openOverlay(run: number): Overlay {
  return {
    run,
    spansRead: 0,
    linksRead: 0,
    lasting: [],
    rails: openStretches(),
    holds: openStretches(),
    curves: openStretches(),
    lines: new Map(),
    holdEnds: [],
    curveEnds: [],
    transports: new Map(),
  };
}

/** Adds what the rows have come to. Spans and links are those of the whole timeline: both lists only grow. */
export function growOverlay(
  overlay: Overlay,
  layout: Layout,
  spans: readonly Span[],
  links: readonly Link[],
): void {
  const wanted: WordsWanted[] = [];
  const before = overlay.lasting;
  overlay.lasting = [];
  for (const lasting of before) settle(overlay, layout, lasting, wanted);
  for (; overlay.spansRead < spans.length; overlay.spansRead += 1) {
    const span = spans[overlay.spansRead];
    if (!span || span.startEntry > layout.read) break;
    if (span.run === overlay.run) begin(overlay, layout, span, wanted);
  }
  for (; overlay.linksRead < links.length; overlay.linksRead += 1) {
    const link = links[overlay.linksRead];
    // Its rows are not made yet.
    if (!link || link.a > layout.read || link.b > layout.read) break;
    if (isForSelection(link)) continue;
    const reach = reachOfLink(layout, link);
    if (!reach) continue;
    overlay.curves.add({ link, ...reach, track: takeTrack(overlay.curveEnds, reach, MAX_TRACKS) });
    wanted.push(linkWords(link, reach));
  }
  // In the order in which they end, however many of them come at once.
  for (const words of wanted.sort((a, b) => a.bottom - b.bottom)) {
    const placed = placeWords((line) => overlay.lines.has(line), words);
    if (placed) overlay.lines.set(lineOf(placed), placed);
  }
}

function begin(overlay: Overlay, layout: Layout, span: Span, wanted: WordsWanted[]): void {
  const look = lookOf(span);
  if (look === undefined) {
    const end = isSettled(layout, span) ? holdOf(layout, span, 0).bottom : Number.POSITIVE_INFINITY;
    const track = takeTrack(overlay.holdEnds, { top: holdOf(layout, span, 0).top, bottom: end });
    settle(overlay, layout, { span, look, track }, wanted);
    return;
  }
  const continues = span.sid !== undefined && overlay.transports.get(span.sid)?.endEntry === span.startEntry;
  if (span.kind === 'transport' && span.sid !== undefined) overlay.transports.set(span.sid, span);
  settle(overlay, layout, { span, look, continues }, wanted);
}

/** Gives what has ended its place for good; what lasts is asked again. */
function settle(overlay: Overlay, layout: Layout, lasting: Lasting, wanted: WordsWanted[]): void {
  if (!isSettled(layout, lasting.span)) {
    overlay.lasting.push(lasting);
  } else if (lasting.look === undefined) {
    const hold = holdOf(layout, lasting.span, lasting.track);
    if (overlay.holdEnds[lasting.track] === Number.POSITIVE_INFINITY)
      overlay.holdEnds[lasting.track] = hold.bottom;
    overlay.holds.add(hold);
    wanted.push(...heldWords(hold));
  } else {
    overlay.rails.add(railOf(layout, lasting.span, lasting.look, lasting.continues));
  }
}

/** What is in sight of it. */
export interface OverlayPart {
  readonly rails: readonly Rail[];
  readonly holds: readonly Hold[];
  readonly curves: readonly Curve[];
  readonly words: readonly Words[];
  /** How many tracks the curves of the whole ladder take. */
  readonly tracks: number;
}

/** `chosen`: the links of the selected entry, some of which are drawn only for it. */
export function overlayBetween(
  overlay: Overlay,
  layout: Layout,
  { top, bottom }: Stretch,
  chosen: readonly Link[],
): OverlayPart {
  const rails = overlay.rails.between(top, bottom);
  const holds = overlay.holds.between(top, bottom);
  const curves = overlay.curves.between(top, bottom);
  const wanted: WordsWanted[] = [];
  for (const lasting of overlay.lasting) {
    if (lasting.look === undefined) {
      const hold = holdOf(layout, lasting.span, lasting.track);
      holds.push(hold);
      wanted.push(...heldWords(hold));
    } else rails.push(railOf(layout, lasting.span, lasting.look, lasting.continues));
  }
  for (const link of chosen) {
    const reach = isForSelection(link) ? reachOfLink(layout, link) : undefined;
    if (!reach) continue;
    // It must not push others about, so it keeps inside of all.
    curves.push({ link, ...reach, track: MAX_TRACKS });
    wanted.push(linkWords(link, reach));
  }
  const words = wordsBetween(overlay.lines, top, bottom);
  const passing = new Set<number>();
  for (const told of wanted) {
    const placed = placeWords((line) => overlay.lines.has(line) || passing.has(line), told);
    if (!placed) continue;
    passing.add(lineOf(placed));
    words.push(placed);
  }
  return { rails, holds, curves, words, tracks: overlay.curveEnds.length };
}

function linkWords(link: Link, reach: Stretch): WordsWanted {
  const { kind, label, took } = link;
  // What follows at once because it must has no time worth telling.
  const text = kind === 'attachment' && took < 1000 ? label : `${label} · ${durationText(took)}`;
  return { ...reach, key: curveKey(link), about: kind, text };
}

function heldWords({ key, top, bottom, took }: Hold): WordsWanted[] {
  if (took !== undefined && took < HELD_FROM) return [];
  const text = took === undefined ? 'GET held …' : `GET held ${durationText(micros(took))}`;
  return [{ key: `held ${key}`, about: 'held', text, top, bottom: took === undefined ? top : bottom }];
}
