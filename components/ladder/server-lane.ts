import type { Entry } from '@/lib/session/entry';
import { namespaceOf } from '@/lib/session/namespaces';
import { nodeOf } from '@/lib/session/nodes';
import type { Timeline } from '@/lib/session/timeline';
import { type Lanes, laneOfNamespace } from './lanes';

/** Which of the server's lanes an entry begins or ends at, from 1: its namespace's where those are laid open, or else its node's. */
export function serverLaneOf(lanes: Lanes, timeline: Timeline, entry: Entry): number | undefined {
  return lanes.namespaces.length > 0
    ? laneOfNamespace(lanes, namespaceOf(timeline, entry))
    : nodeOf(timeline, entry);
}
