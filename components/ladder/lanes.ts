import type { ClientName } from '@/lib/capture/record';
import type { Party } from '@/lib/session/entry';

/**
 * Where the lanes stand, from the left: time, a lane for each client, the labels, the server's lane, and the
 * gutter in which curves and their words lie. All arrows end at the server, so the labels have one place
 * between the last client and the server, whoever speaks.
 *
 *   time │ alice  bob │ labels │ server │ gutter
 *
 * Where namespaces are laid open, each has a lane before the server's.
 */
export interface Lanes {
  readonly form: LadderForm;
  readonly width: number;
  readonly clients: ReadonlyMap<ClientName, number>;
  /** From one client's lane to the next. */
  readonly pitch: number;
  /** A lane for each node of the server; or for each open namespace, and for the server itself. */
  readonly nodes: readonly number[];
  /** Those that are laid open. */
  readonly namespaces: readonly string[];
  /** The lane of the last of them, beside which the gutter begins. */
  readonly server: number;
  readonly labelLeft: number;
  readonly labelRight: number;
  /** Width of the place right of the server's lane. */
  readonly gutter: number;
}

/** `compact` has no room for names, so the label says who. */
export type LadderForm = 'wide' | 'compact';

const WIDE_FROM = 520;
const TIME = { wide: 60, compact: 46 };
const COMPACT_PITCH = 9;

/** Between one node of the server and the next. */
const NODE_PITCH = { wide: 78, compact: 9 };

/** So many namespaces have lanes of their own; those after them stay with the server. */
export const MOST_OPEN = 3;

export function placeLanes(
  width: number,
  cast: readonly ClientName[],
  nodes = 1,
  namespaces: readonly string[] = [],
): Lanes {
  if (width < WIDE_FROM) return compactLanes(width, cast, nodes);
  return namespaces.length === 0
    ? wideLanes(width, cast, nodes, [])
    : wideLanes(width, cast, namespaces.length + 1, namespaces);
}

/** Of an entry about this namespace: which of the server's lanes is its, counted from 1. */
export function laneOfNamespace({ namespaces }: Lanes, name: string | undefined): number | undefined {
  const place = name === undefined ? -1 : namespaces.indexOf(name);
  return place === -1 ? undefined : place + 1;
}

/** The lane of a node of the server, counted from 1; the last where none is named. */
export function nodeLane(lanes: Lanes, node: number | undefined): number {
  return lanes.nodes[(node ?? lanes.nodes.length) - 1] ?? lanes.server;
}

function lanesBefore(last: number, count: number, pitch: number): number[] {
  return Array.from({ length: count }, (_, i) => last - (count - 1 - i) * pitch);
}

/** A party that is not of the cast, or all of them together, stands where the first client does. */
export function laneOf(lanes: Lanes, party: Party | undefined): number {
  if (party === 'server') return lanes.server;
  const [first] = lanes.clients.values();
  return lanes.clients.get(party ?? '') ?? first ?? TIME[lanes.form];
}

function wideLanes(
  width: number,
  cast: readonly ClientName[],
  nodeCount: number,
  namespaces: readonly string[],
): Lanes {
  const gutter = Math.round(clamp(width * 0.24, 60, 184));
  const server = width - gutter;
  const pitchOfNodes = namespaces.length === 0 ? NODE_PITCH.wide : clamp(width * 0.075, 46, 78);
  const nodes = lanesBefore(server, nodeCount, Math.round(pitchOfNodes));
  const [first = server] = nodes;
  const count = Math.max(cast.length, 1);
  const pitch = Math.round(clamp(((first - TIME.wide) * 0.42) / count, 48, count === 1 ? 110 : 92));
  const clients = new Map(cast.map((client, i) => [client, Math.round(TIME.wide + pitch * (i + 0.5))]));
  const last = TIME.wide + pitch * (count - 0.5);
  return {
    form: 'wide',
    width,
    clients,
    pitch,
    nodes,
    server,
    namespaces,
    labelLeft: Math.round(last + 30),
    labelRight: first - 38,
    gutter,
  };
}

function compactLanes(width: number, cast: readonly ClientName[], nodeCount: number): Lanes {
  const count = Math.max(cast.length, 1);
  const clients = new Map(cast.map((client, i) => [client, TIME.compact + 8 + i * COMPACT_PITCH]));
  const server = width - 12;
  const nodes = lanesBefore(server, nodeCount, NODE_PITCH.compact);
  return {
    form: 'compact',
    width,
    clients,
    pitch: COMPACT_PITCH,
    nodes,
    server,
    namespaces: [],
    labelLeft: TIME.compact + 8 + (count - 1) * COMPACT_PITCH + 20,
    labelRight: (nodes[0] ?? server) - 20,
    gutter: 12,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
