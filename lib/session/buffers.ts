import { firstWhere } from '@/lib/base/first-where';
import type { ClientName, TraceEvent } from '@/lib/capture/record';
import type { Entry, EntryNumber, TraceEntry, UnitEntry } from './entry';
import { addLink, between, linkInto } from './links';
import { dequeue, enqueue, openQueue, peek, type Queue } from './queue';
import { beginSpan, endSpan } from './spans';
import type { Timeline } from './timeline';

/** An emit that had to wait in the client's buffer, from its entry to the one that carried it. */
interface Buffered {
  readonly n: EntryNumber;
  /** The place, among the client's, of the oldest that waited when this one came: none before it does later. */
  readonly oldest: number;
  /** The entry that took it out; absent while it waits. */
  until?: EntryNumber;
}

/** What waits for one namespace: in its order, and by event. What has left may still stand in either. */
interface Lane {
  readonly inOrder: Queue<Buffered>;
  readonly byEvent: Map<string, Queue<Buffered>>;
}

interface Buffer {
  /** In the order of the emits. */
  readonly all: Buffered[];
  oldest: number;
  /** How many of them wait. */
  waiting: number;
  readonly lanes: Map<string, Lane>;
}

export type BufferIndex = Map<ClientName, Buffer>;

/** The emits that wait in a client's buffer just after entry `n`, oldest first. */
export function bufferAt(timeline: Timeline, client: ClientName, n: EntryNumber): EntryNumber[] {
  const all = timeline.index.buffers.get(client)?.all ?? [];
  const end = firstWhere(all, (one) => one.n > n);
  const start = all[end - 1]?.oldest ?? 0;
  return all.slice(start, end).flatMap((one) => ((one.until ?? Infinity) > n ? [one.n] : []));
}

/** For the fold: a program told of an emit that is not on the wire. */
export function noteUnsent(
  timeline: Timeline,
  entry: TraceEntry,
  { fate, event, nsp, volatile }: Extract<TraceEvent, { kind: 'unsent' }>,
): void {
  const client = entry.from;
  // Only clients buffer: a server sends, or drops.
  if (client === 'server' || fate === 'nobody') return;
  const { buffers } = timeline.index;
  const buffer: Buffer = buffers.get(client) ?? { all: [], oldest: 0, waiting: 0, lanes: new Map() };
  buffers.set(client, buffer);
  const lane: Lane = buffer.lanes.get(nsp) ?? {
    inOrder: openQueue<Buffered>(),
    byEvent: new Map<string, Queue<Buffered>>(),
  };
  buffer.lanes.set(nsp, lane);
  const same = lane.byEvent.get(event) ?? openQueue<Buffered>();
  lane.byEvent.set(event, same);
  if (fate === 'dropped') {
    if (volatile) return;
    for (let one = oldestOf(same); one; one = oldestOf(same)) leave(timeline, client, buffer, one, entry);
    return;
  }
  while ((buffer.all[buffer.oldest]?.until ?? Infinity) < entry.n) buffer.oldest += 1;
  const one: Buffered = { n: entry.n, oldest: buffer.oldest };
  buffer.all.push(one);
  buffer.waiting += 1;
  enqueue(lane.inOrder, one);
  enqueue(same, one);
  beginSpan(timeline, keyOf(client), { kind: 'buffered', client }, entry);
}

/** Joins the events of an entry with the emits that waited for it. */
export function joinBuffered(timeline: Timeline, entry: UnitEntry): void {
  if (!timeline.index.buffers.get(entry.from)?.waiting) return;
  for (const packet of entry.unit.packets.keys()) joinBufferedPacket(timeline, entry, packet);
}

/**
 * A buffer is emptied in its order, so of several emits of one event the oldest goes first. What stood before it
 * in the same namespace is gone for good: its page was left, say.
 */
export function joinBufferedPacket(timeline: Timeline, entry: UnitEntry, packet: number): void {
  const client = entry.from;
  const buffer = timeline.index.buffers.get(client);
  const sio = entry.unit.packets[packet]?.sio;
  if (!buffer?.waiting || (sio?.type !== 'EVENT' && sio?.type !== 'BINARY_EVENT')) return;
  const name = Array.isArray(sio.data) ? String(sio.data[0]) : undefined;
  const lane = buffer.lanes.get(sio.nsp);
  const same = name === undefined ? undefined : lane?.byEvent.get(name);
  const found = same && oldestOf(same);
  const asked = found && timeline.entries.nth(found.n);
  if (!lane || !asked || linkInto(timeline, { n: entry.n, packet }, ['buffered'])) return;

  for (let one = oldestOf(lane.inOrder); one && one.n <= asked.n; one = oldestOf(lane.inOrder)) {
    leave(timeline, client, buffer, one, entry);
  }
  addLink(timeline, {
    kind: 'buffered',
    a: asked.n,
    b: entry.n,
    packetB: packet,
    took: between(asked.at, entry.at),
    label: 'waited',
  });
}

/** Takes an emit out of a buffer: it was sent, or given to a connection that was closing. */
function leave(timeline: Timeline, client: ClientName, buffer: Buffer, one: Buffered, entry: Entry): void {
  one.until = entry.n;
  buffer.waiting -= 1;
  if (buffer.waiting === 0) endSpan(timeline, keyOf(client), entry);
}

/** The oldest that waits. Those before it that have left by the other queue are forgotten here as well. */
function oldestOf(queue: Queue<Buffered>): Buffered | undefined {
  while (peek(queue)?.until !== undefined) dequeue(queue);
  return peek(queue);
}

function keyOf(client: ClientName): string {
  return `buffer ${client}`;
}
