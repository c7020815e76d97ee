import { micros } from '@/lib/base/micros';
import { durationText } from '@/lib/explain/words';
import type { EntryNumber, Link, Span } from '@/lib/session/entry';
import { LinkStore } from '@/lib/session/link-store';
import { addCurve, type CurveStore, curveAt, curvesBetween, openCurves } from './curve-store';
import { type Curve, curveKey, isForSelection, MAX_TRACKS, reachOfLink, takeTrack } from './curves';
import type { Layout, Shows } from './layout';
import { type Hold, holdOf, isSettled, lookOf, type Rail, type RailLook, railOf } from './rails';
import { openStretches, type Stretch, type Stretches } from './stretches';
import {
  isTaken,
  lineOf,
  type Pages,
  placeWords,
  type Words,
  type WordsWanted,
  wantCurve,
  wantWords,
  wordsBetween,
} from './words';

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
  readonly curves: CurveStore;
  readonly pages: Pages;
  /** Those of the timeline, as far as they were read. */
  links: LinkStore;
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
    curves: openCurves(),
    pages: new Map(),
    links: new LinkStore(),
    holdEnds: [],
    curveEnds: [],
    transports: new Map(),
  };
}

/**
 * Adds what the rows have come to. Spans and links are those of the whole timeline: both lists only grow. `shows` says of
 * which entries there are rows: to find that out from the rows takes longer.
 */
export function growOverlay(
  overlay: Overlay,
  layout: Layout,
  spans: readonly Span[],
  links: LinkStore,
  shows?: Shows,
): void {
  overlay.links = links;
  const before = overlay.lasting;
  overlay.lasting = [];
  for (const lasting of before) settle(overlay, layout, lasting);
  for (; overlay.spansRead < spans.length; overlay.spansRead += 1) {
    const span = spans[overlay.spansRead];
    if (!span || span.startEntry > layout.read) break;
    if (span.run === overlay.run) begin(overlay, layout, span);
  }
  for (; overlay.linksRead < links.length; overlay.linksRead += 1) {
    const link = links.endsAt(overlay.linksRead);
    // Its rows are not made yet.
    if (link.a > layout.read || link.b > layout.read) break;
    if (isForSelection(links.kindAt(overlay.linksRead)) || (shows && !(shows(link.a) && shows(link.b))))
      continue;
    const reach = reachOfLink(layout, link);
    if (!reach) continue;
    const track = takeTrack(overlay.curveEnds, reach, MAX_TRACKS);
    wantCurve(overlay.pages, reach, addCurve(overlay.curves, overlay.linksRead, reach, track));
  }
}

function begin(overlay: Overlay, layout: Layout, span: Span): void {
  const look = lookOf(span);
  if (look === undefined) {
    const end = isSettled(layout, span) ? holdOf(layout, span, 0).bottom : Number.POSITIVE_INFINITY;
    const track = takeTrack(overlay.holdEnds, { top: holdOf(layout, span, 0).top, bottom: end });
    settle(overlay, layout, { span, look, track });
    return;
  }
  const continues = span.sid !== undefined && overlay.transports.get(span.sid)?.endEntry === span.startEntry;
  if (span.kind === 'transport' && span.sid !== undefined) overlay.transports.set(span.sid, span);
  settle(overlay, layout, { span, look, continues });
}

/** Gives what has ended its place for good; what lasts is asked again. */
function settle(overlay: Overlay, layout: Layout, lasting: Lasting): void {
  if (!isSettled(layout, lasting.span)) {
    overlay.lasting.push(lasting);
  } else if (lasting.look === undefined) {
    const hold = holdOf(layout, lasting.span, lasting.track);
    if (overlay.holdEnds[lasting.track] === Number.POSITIVE_INFINITY)
      overlay.holdEnds[lasting.track] = hold.bottom;
    overlay.holds.add(hold);
    for (const words of heldWords(hold)) wantWords(overlay.pages, words);
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

/**
 * `chosen`: the links of the selected entry, some of which are drawn only for it. `isLost`: of an entry that never arrived,
 * and so took no time.
 */
export function overlayBetween(
  overlay: Overlay,
  layout: Layout,
  { top, bottom }: Stretch,
  chosen: readonly Link[],
  isLost: (n: EntryNumber) => boolean = () => false,
): OverlayPart {
  const rails = overlay.rails.between(top, bottom);
  const holds = overlay.holds.between(top, bottom);
  const { links } = overlay;
  const curves = curvesBetween(overlay.curves, links, top, bottom);
  const wanted: WordsWanted[] = [];
  for (const lasting of overlay.lasting) {
    if (lasting.look === undefined) {
      const hold = holdOf(layout, lasting.span, lasting.track);
      holds.push(hold);
      wanted.push(...heldWords(hold));
    } else rails.push(railOf(layout, lasting.span, lasting.look, lasting.continues));
  }
  const joined = new Set<string>();
  for (const link of chosen) {
    const reach = isForSelection(link.kind) ? reachOfLink(layout, link) : undefined;
    // Packets of one body come from one cause: that is one curve between two rows.
    const rows = `${link.kind} ${link.a} ${link.b}`;
    if (!reach || joined.has(rows)) continue;
    joined.add(rows);
    // It must not push others about, so it keeps inside of all.
    curves.push({ link, ...reach, track: MAX_TRACKS });
    wanted.push(linkWords(link, reach, isLost(link.b)));
  }
  const words = wordsBetween(overlay.pages, top, bottom, (place) => {
    const curve = curveAt(overlay.curves, links, place);
    return curve && linkWords(curve.link, curve, isLost(curve.link.b));
  });
  const passing = new Set<number>();
  for (const told of wanted) {
    const placed = placeWords((line) => isTaken(overlay.pages, line) || passing.has(line), told);
    if (!placed) continue;
    passing.add(lineOf(placed));
    words.push(placed);
  }
  return { rails, holds, curves, words, tracks: overlay.curveEnds.length };
}

/** What the gutter says, where the whole label has no room: of a namespace that is joined, its name. */
function narrowText({ kind, label }: Link): string {
  return kind === 'because' ? 'caused' : label.replace(/^connect (?=\/)/, '');
}

function linkWords(link: Link, reach: Stretch, isLost: boolean): WordsWanted {
  const { kind, took } = link;
  // An attachment follows its packet, so its row tells the time; there is room for one of the two here.
  const inTime = kind === 'attachment' ? {} : { time: durationText(took) };
  const time = isLost ? { time: 'lost' } : inTime;
  return { ...reach, key: curveKey(link), about: kind, text: narrowText(link), ...time };
}

function heldWords({ key, top, bottom, took }: Hold): WordsWanted[] {
  if (took !== undefined && took < HELD_FROM) return [];
  const text = took === undefined ? 'GET held …' : `GET held ${durationText(micros(took))}`;
  return [{ key: `held ${key}`, about: 'held', text, top, bottom: took === undefined ? top : bottom }];
}
