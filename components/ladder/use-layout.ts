import { useMemo } from 'react';
import type { ClientName } from '@/lib/capture/record';
import type { EntryNumber } from '@/lib/session/entry';
import { type SeenNamespaces, seeNamespace } from '@/lib/session/namespaces';
import { nodeOf } from '@/lib/session/nodes';
import type { Timeline } from '@/lib/session/timeline';
import { shownIn } from '../ui/shown';
import type { FollowedRows } from '../ui/use-follow';
import { useParts } from '../ui/use-parts';
import { type Lanes, MOST_OPEN, placeLanes } from './lanes';
import { entryAtHeight, grow, type Layout, openLayout, rowCount, rowFrom, rowOf } from './layout';
import { growOverlay, type Overlay, openOverlay } from './overlay';
import type { Zoom } from './zoom';

interface Shown {
  readonly timeline: Timeline;
  readonly run: number;
  readonly cast: readonly ClientName[];
  readonly hidden?: (n: EntryNumber) => boolean;
  readonly known?: number;
  readonly logs?: boolean;
  readonly zoom?: Zoom;
  readonly unfolded?: boolean;
}

/** Assumed until the scroller is measured. */
const FIRST_WIDTH = 700;

/**
 * The rows and lanes of what is shown, and what lies beside them. All of it is a cache that grows with its
 * timeline: growing it twice to the same end changes nothing, so it may happen while React draws.
 */
export function useLayout(shown: Shown, width: number, until: number): Drawn {
  const { timeline, run, cast, hidden, known = Number.POSITIVE_INFINITY, logs = false, zoom } = shown;
  const isPaused = Number.isFinite(until);
  const { layout, overlay, followed, shows, nodes, seen } = useMemo(() => {
    // A pause may end before what was read already, so it has a layout of its own.
    void isPaused;
    const shows = shownIn(timeline.entries, run, logs, hidden);
    const layout = openLayout(timeline.entries, zoom);
    const nodes = { count: 1, read: 0 };
    const seen: SeenNamespaces = { names: [], shapes: new Set() };
    return { layout, overlay: openOverlay(run), followed: followedRows(layout), shows, nodes, seen };
  }, [timeline, run, hidden, logs, zoom, isPaused]);
  const isMade = useParts(
    () => layout.read,
    Math.min(until, known, timeline.entries.length),
    (end) => {
      grow(layout, shows, end);
      growOverlay(overlay, layout, timeline.spans, timeline.links, shows);
    },
  );
  const isWhole = isMade && known >= Math.min(until, timeline.entries.length);
  // A span may have ended since, or a link have come, without a row of its own.
  growOverlay(overlay, layout, timeline.spans, timeline.links, shows);
  for (; nodes.read < layout.read; nodes.read += 1) {
    const n = nodes.read + 1;
    // Of most there was one like it before.
    if (seen.shapes.has(timeline.entries.shapeOf(n)) || !shows(n)) continue;
    seeNamespace(seen, timeline.entries, n);
    // What leads to a node was opened before.
    const entry = timeline.entries.isFrame(n) ? undefined : timeline.entries.nth(n);
    if (entry) nodes.count = Math.max(nodes.count, nodeOf(timeline, entry) ?? 1);
  }

  const names = cast.join(' ');
  // Nodes have lanes already.
  const namespaces = nodes.count > 1 ? 0 : seen.names.length;
  const isOpen = shown.unfolded === true && namespaces > 1;
  const lanes = useMemo(
    () =>
      placeLanes(
        width || FIRST_WIDTH,
        names === '' ? [] : names.split(' '),
        nodes.count,
        isOpen ? seen.names.slice(0, Math.min(namespaces, MOST_OPEN)) : [],
      ),
    [width, names, nodes.count, isOpen, seen, namespaces],
  );
  return { layout, overlay, followed, isWhole, lanes, namespaces };
}

interface Drawn {
  readonly layout: Layout;
  readonly overlay: Overlay;
  readonly followed: FollowedRows;
  readonly isWhole: boolean;
  readonly lanes: Lanes;
  /** How many could have a lane of their own. */
  readonly namespaces: number;
}

function followedRows(layout: Layout): FollowedRows {
  return {
    count: () => rowCount(layout),
    rowOf: (n) => rowOf(layout, n),
    rowFrom: (n) => rowFrom(layout, n),
    rowAt: (y) => entryAtHeight(layout, y),
  };
}
