import type { Micros } from '@/lib/base/micros';
import type { ClientName } from '@/lib/capture/record';
import { bytesByLayer, SHARES, type Share } from '@/lib/dissect/bytes-by-layer';
import type { EioType, Packet, SioType } from '@/lib/dissect/layer';
import type { Entry, EntryNumber, Link, UnitEntry } from './entry';
import type { EntryStore } from './entry-store';
import type { Timeline } from './timeline';

/** What a packet is counted as: its Socket.IO type where it has one. `binary`: bytes, of an attachment or by themselves. */
export type PacketKind = Exclude<EioType, 'message'> | SioType | 'message' | 'binary';

/** A number for each direction, as the client sees it. */
export interface BothWays {
  up: number;
  down: number;
}

/** How long an answer took, and which entry is the answer. */
export interface Took {
  readonly took: Micros;
  readonly n: EntryNumber;
}

/** What one client and the server put on the wire between them. */
export interface ClientTally {
  /** Bytes by whose they are: see `bytesByLayer`. */
  readonly bytes: { readonly [S in Share]: BothWays };
  readonly packets: Map<PacketKind, BothWays>;
  /** HTTP messages: requests up, answers down. */
  readonly messages: BothWays;
  /** WebSocket frames. */
  readonly frames: BothWays;
  /** WebSocket messages of an import that kept no frames. */
  readonly whole: BothWays;
  connections: number;
  /** From an event that asks for an ack to the ack, and from a ping to its pong. */
  readonly acks: Took[];
  readonly heartbeats: Took[];
}

/** Everything counted of one run, by client. It grows with its timeline and reads each entry once. */
export interface Tally {
  readonly run: number;
  /** Entries that are left out. */
  readonly hidden: ((n: EntryNumber) => boolean) | undefined;
  readonly clients: Map<ClientName, ClientTally>;
  entriesRead: number;
  linksRead: number;
}

export function openTally(run: number, hidden?: (n: EntryNumber) => boolean): Tally {
  return { run, hidden, clients: new Map(), entriesRead: 0, linksRead: 0 };
}

/**
 * Counts entries up to number `until`, but no more than `most` of them now: sharing out bytes takes their whole field
 * trees. `true` when there is nothing left to count.
 */
export function growTally(
  tally: Tally,
  { entries, links }: Timeline,
  until: number = entries.length,
  most: number = Number.POSITIVE_INFINITY,
): boolean {
  const end = Math.min(until, entries.length);
  const stop = Math.min(end, tally.entriesRead + most);
  for (; tally.entriesRead < stop; tally.entriesRead += 1) {
    if (entries.runOf(tally.entriesRead + 1) !== tally.run) continue;
    const entry = entries.at(tally.entriesRead);
    if (entry && !tally.hidden?.(entry.n)) countEntry(tally, entry);
  }
  // A link comes with the entry that ends it, so those of entries not counted yet stand at the end.
  for (let link = links.at(tally.linksRead); link; link = links.at(tally.linksRead)) {
    if (Math.max(link.a, link.b) > tally.entriesRead) break;
    countLink(tally, link, entries);
    tally.linksRead += 1;
  }
  return tally.entriesRead >= end;
}

/** All clients together. */
export function totalOf({ clients }: Tally): ClientTally {
  const total = openClient();
  for (const { bytes, packets, messages, frames, whole, connections, acks, heartbeats } of clients.values()) {
    for (const share of SHARES) add(total.bytes[share], bytes[share]);
    for (const [kind, count] of packets) add(packetsOf(total, kind), count);
    add(total.messages, messages);
    add(total.frames, frames);
    add(total.whole, whole);
    total.connections += connections;
    for (const took of acks) total.acks.push(took);
    for (const took of heartbeats) total.heartbeats.push(took);
  }
  return total;
}

export function kindOf({ eio, sio }: Packet): PacketKind {
  if (sio) return sio.type;
  return eio.binary ? 'binary' : eio.type;
}

/** Both directions together. */
export function bothOf({ up, down }: BothWays): number {
  return up + down;
}

function countEntry(tally: Tally, entry: Entry): void {
  if (entry.kind === 'open') clientIn(tally, entry.from).connections += 1;
  if (entry.kind !== 'unit') return;
  const way = entry.unit.from === 'client' ? 'up' : 'down';
  const client = clientIn(tally, clientOf(entry));
  const bytes = bytesByLayer(entry.unit);
  for (const share of SHARES) client.bytes[share][way] += bytes[share];
  for (const packet of entry.unit.packets) packetsOf(client, kindOf(packet))[way] += 1;
  const { http, ws, packets } = entry.unit;
  if (http) client.messages[way] += 1;
  else if (ws) client.frames[way] += 1;
  else if (packets.length > 0) client.whole[way] += 1;
}

function countLink(tally: Tally, link: Link, entries: EntryStore): void {
  if (link.kind !== 'ack' && link.kind !== 'pong') return;
  const answer = entries.nth(link.b);
  if (answer?.kind !== 'unit' || answer.run !== tally.run || tally.hidden?.(answer.n)) return;
  const client = clientIn(tally, clientOf(answer));
  const list = link.kind === 'ack' ? client.acks : client.heartbeats;
  list.push({ took: link.took, n: link.b });
}

function clientOf({ unit, from, to }: UnitEntry): ClientName {
  return unit.from === 'client' ? from : to;
}

function clientIn({ clients }: Tally, name: ClientName): ClientTally {
  const known = clients.get(name);
  if (known) return known;
  const client = openClient();
  clients.set(name, client);
  return client;
}

function packetsOf({ packets }: ClientTally, kind: PacketKind): BothWays {
  const known = packets.get(kind);
  if (known) return known;
  const count = none();
  packets.set(kind, count);
  return count;
}

function openClient(): ClientTally {
  return {
    bytes: { http: none(), ws: none(), eio: none(), sio: none(), sse: none(), payload: none() },
    packets: new Map(),
    messages: none(),
    frames: none(),
    whole: none(),
    connections: 0,
    acks: [],
    heartbeats: [],
  };
}

function none(): BothWays {
  return { up: 0, down: 0 };
}

function add(sum: BothWays, { up, down }: BothWays): void {
  sum.up += up;
  sum.down += down;
}
