import { utf8Text } from '@/lib/base/bytes';
import { words } from '@/lib/base/column';
import type { Role } from '@/lib/capture/record';
import type { BytesRow } from '@/lib/capture/record-store';
import { type EventScan, scanEvent } from '@/lib/dissect/event-scan';
import { contextAtRest, passFrame } from '@/lib/dissect/rest';
import { arriveWhole, type Conn } from './conns';
import type { EntryNumber } from './entry';
import type { EventHead, Route } from './entry-store';
import { acksOf, answer, scopeOf } from './pairs';
import type { Timeline } from './timeline';

/** `new`: an event or an ack that could have been taken, had there been one like it before. */
export type Skimmed = 'taken' | 'new' | 'no';

/**
 * The quick way into the timeline, for what nearly all of a long recording is: one whole frame with an event or an ack, of
 * which there were others like it, and from which nothing follows but its own entry, its number among the messages and the
 * pair of its ack. Unless it was taken nothing has changed: it goes the way of `step`, to the same outcome.
 */
export function skim(timeline: Timeline, conn: Conn, row: BytesRow): Skimmed {
  const { from, at } = row;
  const route = routeAtRest(timeline, conn, from);
  if (!route) return 'no';
  const scan = scanEvent(row.bytes, row.start, row.size, from);
  if (!scan) return 'no';
  const head = route.heads.get(scan.hash);
  if (!head) return route.heads.size < MOST_HEADS ? 'new' : 'no';
  if (!isLike(head, scan)) return 'no';
  const { entries, index } = timeline;
  const { sid, key = '' } = route;
  const { counted, seen } = index.messages;
  const places = sid !== undefined && counted.has(sid) ? seen.get(key) : NOT_COUNTED;
  // It is the first of them, or something was told of it before it came.
  if (!places || index.told.waiting.get(key)?.has(places.length / 2)) return 'no';

  entries.pushFrame(head.shape, index.run, passFrame(conn.state, from, row.size), row);
  arriveWhole(conn, from, row.size, at);
  const n = entries.length;
  if (places !== NOT_COUNTED) {
    places.push(n);
    places.push(0);
  }
  if (scan.id !== -1) {
    const found = { n, packet: 0, at };
    if (scan.type === 2) head.acks.set(scan.id, found);
    else answer(timeline, head.acks, scan.id, found);
  }
  return 'taken';
}

/** What a frame was became entry `n`: so will the next one like it. */
export function learn(timeline: Timeline, row: BytesRow, n: EntryNumber): void {
  const { entries } = timeline;
  const { conn, from, bytes, start, size } = row;
  const route = entries.routeOf(conn, from);
  const scan = scanEvent(bytes, start, size, from);
  if (!scan || !route || entries.length !== n || !entries.isFrame(n)) return;
  const nsp = scan.bytes.slice(scan.nspStart, scan.nspEnd);
  const asker = (scan.type === 2) === (from === 'client') ? 'client' : 'server';
  route.heads.set(scan.hash, {
    shape: entries.shapeOf(n),
    type: scan.type,
    nsp,
    name: scan.bytes.slice(scan.nameStart, scan.nameEnd),
    acks: acksOf(timeline, scopeOf(route), utf8Text(nsp) || '/', asker),
  });
}

/** With more there is little that they have in common. */
const MOST_HEADS = 4096;
const NOT_COUNTED = words();

/** What a frame has in common with the last one of its connection and direction, where nothing waits for it in particular. */
function routeAtRest(timeline: Timeline, conn: Conn, from: Role): Route | undefined {
  const { entries, sessions, index } = timeline;
  const context = contextAtRest(conn.state, from);
  if (!context) return undefined;
  const route = entries.routeOf(conn.conn, from);
  if (route?.context !== context || route.run !== index.run) return undefined;
  const { sid } = route;
  if (sid !== (context.request?.engine?.sid ?? conn.sid)) return undefined;
  // The first answer is where the session is met.
  if (sid !== undefined && !sessions.has(sid)) return undefined;
  if (index.attaching.size > 0) return undefined;
  if (from === 'server') return route;
  // An emit may have waited in the client's buffer, or a ping for its answer.
  if (index.buffers.get(conn.client)?.waiting) return undefined;
  return index.heartbeats.get(sid ?? '')?.beats.at(-1)?.kind === 'ping' ? undefined : route;
}

function isLike({ type, nsp, name }: EventHead, scan: EventScan): boolean {
  return (
    type === scan.type &&
    isAt(nsp, scan.bytes, scan.nspStart, scan.nspEnd) &&
    isAt(name, scan.bytes, scan.nameStart, scan.nameEnd)
  );
}

function isAt(text: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i += 1) if (bytes[start + i] !== text[i]) return false;
  return true;
}
