import type { ClientName, TraceEvent } from '@/lib/capture/record';
import type { Entry, EntryNumber, TraceEntry, UnitEntry } from './entry';
import { addLink, between, linkInto } from './links';
import { beginSpan, endSpan } from './spans';
import type { Timeline } from './timeline';

/** An emit that had to wait in the client's buffer, from its entry to the one that carried it. */
interface Buffered {
  readonly n: EntryNumber;
  readonly event: string;
  readonly nsp: string;
  /** The entry that took it out; absent while it waits. */
  until?: EntryNumber;
}

export interface BufferIndex {
  /** By client, in the order of the emits. */
  readonly all: Map<ClientName, Buffered[]>;
  /** Those of them that wait. */
  readonly waiting: Map<ClientName, Buffered[]>;
}

export function openBuffers(): BufferIndex {
  return { all: new Map(), waiting: new Map() };
}

/** The emits that wait in a client's buffer just after entry `n`, oldest first. */
export function bufferAt(timeline: Timeline, client: ClientName, n: EntryNumber): EntryNumber[] {
  const all = timeline.index.buffers.all.get(client) ?? [];
  return all.filter((one) => one.n <= n && (one.until ?? Infinity) > n).map((one) => one.n);
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
  if (fate === 'dropped') {
    if (!volatile) leave(timeline, client, entry, (one) => one.event === event && one.nsp === nsp);
    return;
  }
  const { all, waiting } = timeline.index.buffers;
  const one: Buffered = { n: entry.n, event, nsp };
  for (const list of [all, waiting]) {
    const known = list.get(client);
    if (known) known.push(one);
    else list.set(client, [one]);
  }
  beginSpan(timeline, keyOf(client), { kind: 'buffered', client }, entry);
}

/** Joins the events of an entry with the emits that waited for it. */
export function joinBuffered(timeline: Timeline, entry: UnitEntry): void {
  if (!timeline.index.buffers.waiting.has(entry.from)) return;
  for (const packet of entry.unit.packets.keys()) joinBufferedPacket(timeline, entry, packet);
}

/**
 * A buffer is emptied in its order, so of several emits of one event the oldest goes first. What stood before it
 * in the same namespace is gone for good: its page was left, say.
 */
export function joinBufferedPacket(timeline: Timeline, entry: UnitEntry, packet: number): void {
  const client = entry.from;
  const { waiting } = timeline.index.buffers;
  const sio = entry.unit.packets[packet]?.sio;
  const queue = waiting.get(client);
  if (!queue || (sio?.type !== 'EVENT' && sio?.type !== 'BINARY_EVENT')) return;
  const name = Array.isArray(sio.data) ? String(sio.data[0]) : undefined;
  const found = queue.find(({ event, nsp }) => event === name && nsp === sio.nsp);
  const asked = found && timeline.entries[found.n - 1];
  if (!found || !asked || linkInto(timeline, { n: entry.n, packet }, ['buffered'])) return;

  leave(timeline, client, entry, (one) => one.nsp === found.nsp && one.n <= found.n);
  addLink(timeline, {
    kind: 'buffered',
    a: found.n,
    b: entry.n,
    packetB: packet,
    took: between(asked.at, entry.at),
    label: 'waited',
  });
}

/** Takes emits out of a buffer: they were sent, or given to a connection that was closing. */
function leave(
  timeline: Timeline,
  client: ClientName,
  entry: Entry,
  isGone: (one: Buffered) => boolean,
): void {
  const { waiting } = timeline.index.buffers;
  const queue = waiting.get(client);
  if (!queue) return;
  for (const one of queue) if (isGone(one)) one.until = entry.n;
  const left = queue.filter(({ until }) => until === undefined);
  if (left.length > 0) {
    waiting.set(client, left);
    return;
  }
  waiting.delete(client);
  endSpan(timeline, keyOf(client), entry);
}

function keyOf(client: ClientName): string {
  return `buffer ${client}`;
}
