import type { Micros } from '@/lib/base/micros';
import type { Role } from '@/lib/capture/record';
import type { Packet } from '@/lib/dissect/layer';
import type { EntryNumber, Link, UnitEntry } from './entry';
import { addAck, addLink, between } from './links';
import type { Timeline } from './timeline';

/** Something on the wire that waits for its other half. */
export interface Expectation {
  readonly n: EntryNumber;
  readonly packet: number;
  readonly at: Micros;
  /** Of an attachment: how many binary packets are still to come, and of how many. */
  readonly left?: number;
  readonly of?: number;
}

/** One half of a pair: the key is the same for both halves, whatever ends and connections they travel by. */
interface Half {
  readonly role: 'asks' | 'answers';
  readonly kind: Link['kind'];
  readonly key: string;
  readonly label: string;
}

/** Joins the packets of an entry with those they answer, and remembers what they ask. */
export function joinPairs(timeline: Timeline, entry: UnitEntry): void {
  entry.unit.packets.forEach((packet, place) => {
    joinAttachment(timeline, entry, packet, place);
    joinAck(timeline, entry, packet, place);
    const half = halfOf(packet, entry);
    if (half?.role === 'asks') {
      timeline.index.expected.set(half.key, { n: entry.n, packet: place, at: entry.at });
    } else if (half) {
      const asked = timeline.index.expected.get(half.key);
      if (!asked) return;
      timeline.index.expected.delete(half.key);
      const { kind, label } = half;
      addLink(timeline, {
        kind,
        a: asked.n,
        b: entry.n,
        packetA: asked.packet,
        packetB: place,
        took: between(asked.at, entry.at),
        label,
      });
    }
  });
}

/** What a packet asks or answers, if it is one half of a pair. */
function halfOf({ eio, sio }: Packet, entry: UnitEntry): Half | undefined {
  const { from } = entry.unit;
  const scope = scopeOf(entry);
  switch (eio.type) {
    case 'ping':
      return eio.data === 'probe'
        ? { role: 'asks', kind: 'probe', key: `probe ${entry.conn}`, label: 'probe' }
        : { role: 'asks', kind: 'pong', key: `pong ${scope} ${from}`, label: 'pong' };
    case 'pong':
      return eio.data === 'probe'
        ? { role: 'answers', kind: 'probe', key: `probe ${entry.conn}`, label: 'probe' }
        : { role: 'answers', kind: 'pong', key: `pong ${scope} ${other(from)}`, label: 'pong' };
    case 'message':
      break;
    default:
      return undefined;
  }
  switch (sio?.type) {
    case 'CONNECT':
    case 'CONNECT_ERROR':
      return {
        role: from === 'client' ? 'asks' : 'answers',
        kind: 'connect',
        key: `connect ${scope} ${sio.nsp}`,
        label: sio.nsp === '/' ? 'connect' : `connect ${sio.nsp}`,
      };
    default:
      return undefined;
  }
}

function joinAck(timeline: Timeline, entry: UnitEntry, { sio }: Packet, packet: number): void {
  if (sio?.id === undefined) return;
  const { from } = entry.unit;
  const { n, at } = entry;
  switch (sio.type) {
    case 'EVENT':
    case 'BINARY_EVENT':
      acksOf(timeline, scopeOf(entry), sio.nsp, from).set(sio.id, { n, packet, at });
      return;
    case 'ACK':
    case 'BINARY_ACK':
      answer(timeline, acksOf(timeline, scopeOf(entry), sio.nsp, other(from)), sio.id, { n, packet, at });
      return;
    default:
      return;
  }
}

/** The acks that one end of a session waits for in a namespace, by id. `scope` is the sid, where there is one. */
export function acksOf(
  { index: { acks } }: Timeline,
  scope: string,
  nsp: string,
  asker: Role,
): Map<number, Expectation> {
  const key = `${scope} ${nsp} ${asker}`;
  const known = acks.get(key) ?? new Map<number, Expectation>();
  acks.set(key, known);
  return known;
}

/** For the fold: an ack that came, joined with the packet that asked for it. */
export function answer(
  timeline: Timeline,
  acks: Map<number, Expectation>,
  id: number,
  { n, packet, at }: Expectation,
): void {
  const asked = acks.get(id);
  if (asked === undefined) return;
  acks.delete(id);
  if (asked.packet === 0 && packet === 0) {
    addAck(timeline, { a: asked.n, b: n, took: between(asked.at, at), id });
    return;
  }
  addLink(timeline, {
    kind: 'ack',
    a: asked.n,
    b: n,
    packetA: asked.packet,
    packetB: packet,
    took: between(asked.at, at),
    label: `ack ${id}`,
  });
}

/** Binary packets follow their header in order, with nothing between them in that direction. */
function joinAttachment(timeline: Timeline, entry: UnitEntry, { eio, sio }: Packet, place: number): void {
  if (eio.type !== 'message') return;
  const { attaching } = timeline.index;
  // Nearly always: nothing is announced, and nothing is waited for.
  if (!sio?.attachments && attaching.size === 0) return;
  const key = `${scopeOf(entry)} ${entry.unit.from}`;
  if (sio?.attachments) {
    attaching.set(key, {
      n: entry.n,
      packet: place,
      at: entry.at,
      left: sio.attachments,
      of: sio.attachments,
    });
    return;
  }
  const header = attaching.get(key);
  if (!header?.left || !header.of) return;
  if (!eio.binary) {
    attaching.delete(key); // text where an attachment was due: the peer's fault, and the end of waiting
    return;
  }
  const label = header.of === 1 ? 'attachment' : `attachment ${header.of - header.left + 1} of ${header.of}`;
  addLink(timeline, {
    kind: 'attachment',
    a: header.n,
    b: entry.n,
    packetA: header.packet,
    packetB: place,
    took: between(header.at, entry.at),
    label,
  });
  if (header.left === 1) attaching.delete(key);
  else attaching.set(key, { ...header, left: header.left - 1 });
}

/** Where ids and heartbeats are told apart: the session, or the connection where none is known. */
export function scopeOf({ sid, conn }: Pick<UnitEntry, 'sid' | 'conn'>): string {
  return sid ?? `conn ${conn}`;
}

function other(role: Role): Role {
  return role === 'client' ? 'server' : 'client';
}
