import { labelOf } from '@/lib/explain/label';
import { sentenceOf } from '@/lib/explain/sentence';
import { counted, durationText, partyName } from '@/lib/explain/words';
import type { DrawnMark, DrawnRow, LadderDrawing } from '@/lib/export/ladder-svg';
import type { Entry, EntryNumber } from '@/lib/session/entry';
import { type SeenNamespaces, seeNamespace } from '@/lib/session/namespaces';
import { nodeOf } from '@/lib/session/nodes';
import { isLost, stopOf } from '@/lib/session/stops';
import type { Timeline } from '@/lib/session/timeline';
import { clientOf } from '../ui/client-of';
import { shownIn } from '../ui/shown';
import { holdPlace, railPlace } from './backdrop';
import { timeText } from './entry-row';
import { reachOf } from './gutter';
import { HEADS_HEIGHT } from './lane-heads';
import { type Lanes, laneOf, MOST_OPEN, nodeLane, placeLanes } from './lanes';
import { centreOf, type EntryRow, grow, openLayout, rowsBetween } from './layout';
import { growOverlay, openOverlay, overlayBetween } from './overlay';
import { serverLaneOf } from './server-lane';
import { wordsText } from './words';

export interface Drawn {
  readonly run: number;
  readonly width: number;
  readonly title: string;
  /** The reader's filter. */
  readonly hidden?: (n: EntryNumber) => boolean;
  /** Rows that are drawn at most: a picture has an end. */
  readonly most?: number;
  /** Namespaces have lanes of their own, where there are several. */
  readonly unfolded?: boolean;
}

const MARGIN = 12;
const FOOT = 28;
const MOST_ROWS = 3000;

/** The whole ladder of a run with every place worked out, as the screen has it, to be written as a picture. */
export function ladderDrawing(timeline: Timeline, about: Drawn): LadderDrawing {
  const { run, width, title, hidden, most = MOST_ROWS, unfolded = false } = about;
  const { entries } = timeline;
  const shows = shownIn(entries, run, false, hidden);
  const all = Array.from({ length: entries.length }, (_, place) => place + 1).filter(shows);
  const layout = openLayout(entries);
  const overlay = openOverlay(run);
  grow(layout, shows, all[most - 1]);
  growOverlay(overlay, layout, timeline.spans, timeline.links);
  const rows = rowsBetween(layout, 0, layout.height);
  const drawn = rows.filter((row) => row.kind === 'entry');
  const nodes = Math.max(1, ...drawn.map(({ entry }) => nodeOf(timeline, entry) ?? 1));
  const clients = [...timeline.index.clients.keys()];
  const cast = clients.filter((client) =>
    all.some((n) => {
      const entry = entries.nth(n);
      return entry?.from === client || entry?.to === client;
    }),
  );
  const seen: SeenNamespaces = { names: [], shapes: new Set() };
  for (const { n } of drawn) seeNamespace(seen, entries, n);
  const isOpen = unfolded && nodes === 1 && seen.names.length > 1;
  const lanes = placeLanes(width, cast, nodes, isOpen ? seen.names.slice(0, MOST_OPEN) : []);
  const part = overlayBetween(overlay, layout, { top: 0, bottom: layout.height }, [], (n) =>
    isLost(timeline, n),
  );
  const left = all.length - drawn.length;
  const slim = lanes.form === 'compact';
  const box = ({ left: x, width: wide }: { left: number; width: number }, top: number, bottom: number) => ({
    x,
    y: top + MARGIN,
    width: wide,
    height: Math.max(0, bottom - top),
  });

  return {
    title,
    width,
    height: HEADS_HEIGHT + layout.height + 2 * MARGIN + (left > 0 ? FOOT : 0),
    headHeight: HEADS_HEIGHT,
    lanes: [
      ...cast.map((client) => ({ x: laneOf(lanes, client), name: partyName(client) })),
      ...lanes.nodes.map((x, i) => ({
        x,
        name: lanes.namespaces[i] ?? (nodes > 1 ? `Server ${i + 1}` : 'Server'),
      })),
    ],
    rails: part.rails.map(({ client, look, top, bottom }) => ({
      look,
      ...box(railPlace(look, laneOf(lanes, client), slim), top, bottom),
    })),
    holds: part.holds.map(({ conn, track, top, bottom }) => {
      const node = conn === undefined ? undefined : timeline.index.conns.get(conn)?.node;
      return box(holdPlace(track, nodeLane(lanes, node), slim), top, bottom);
    }),
    quiet: rows.flatMap((row) =>
      row.kind === 'quiet'
        ? [
            {
              x: lanes.server / 2,
              y: row.y + row.height / 2 + MARGIN,
              text: `${durationText(row.lasted)} quiet`,
            },
          ]
        : [],
    ),
    rows: drawn.map((row) => drawnRow(row, lanes, timeline)),
    curves: part.curves.map(({ link, track, top, bottom }) => ({
      x: lanes.server + 4,
      top: top + MARGIN,
      bottom: bottom + MARGIN,
      reach: reachOf(track),
      kind: link.kind,
    })),
    words: part.words.map((line) => ({
      x: lanes.server + 12 + (part.tracks > 0 ? reachOf(part.tracks - 1) : 8),
      y: line.y + MARGIN,
      text: wordsText(line),
      about: line.about,
    })),
    foot: left > 0 ? `and ${counted(left, 'more row')} that no picture holds` : undefined,
  };
}

function drawnRow(row: EntryRow, lanes: Lanes, timeline: Timeline): DrawnRow {
  const { entry } = row;
  return {
    y: centreOf(row) + MARGIN,
    says: sentenceOf(entry, timeline),
    time: timeText(row),
    label: labelOf(entry, timeline),
    left: lanes.labelLeft,
    right: lanes.labelRight,
    solid: entry.kind === 'unit',
    mark: markOf(
      entry,
      lanes,
      nodeLane(lanes, serverLaneOf(lanes, timeline, entry)),
      stopOf(timeline, entry) !== undefined,
    ),
  };
}

function markOf(entry: Entry, lanes: Lanes, server: number, isStopped: boolean): DrawnMark {
  const client = laneOf(lanes, clientOf(entry));
  const [near, far] = [client + 8, server - 7];
  const across = { from: near, to: far, head: false, dashed: true };
  switch (entry.kind) {
    case 'unit':
      if (isStopped) {
        const edge = lanes.labelRight + 12;
        return { from: far, to: edge, head: false, dashed: false, tone: 'down', cross: edge };
      }
      return entry.from === 'server'
        ? { from: far, to: near + 2, head: true, dashed: false, tone: 'down' }
        : { from: near, to: far, head: true, dashed: false, tone: 'up' };
    case 'open':
      return { ...across, tone: 'tcp', dot: client };
    case 'close': {
      const cross =
        entry.by === 'server' ? server : entry.by === 'client' ? client : (lanes.labelRight + server) / 2;
      return { ...across, tone: entry.by === 'fault' || entry.how === 'rst' ? 'error' : 'tcp', cross };
    }
    case 'trace': {
      const isServer = entry.record.side === 'server';
      const [from, to] = isServer ? [server, lanes.labelRight] : [client, lanes.labelLeft];
      const tone = entry.record.event.kind === 'exception' ? 'error' : 'faint';
      return { from, to, head: false, dashed: true, tone, dot: from };
    }
    case 'fault':
      return { ...across, tone: 'warn', cross: client };
    case 'gap':
      return { ...across, tone: 'error' };
  }
}
