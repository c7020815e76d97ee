import { utf8Text } from '@/lib/base/bytes';
import type { Column } from '@/lib/base/column';
import { micros } from '@/lib/base/micros';
import { FORM } from '@/lib/capture/pack';
import type { BytesRecord, ConnId, Role } from '@/lib/capture/record';
import type { EventHead } from '@/lib/dissect/event-scan';
import { contextAtRest, passFrame } from '@/lib/dissect/rest';
import { arriveWhole, type Conn, connOf } from './conns';
import type { EntryNumber } from './entry';
import type { LearnedHead, Route } from './entry-store';
import { acksOf, answer, scopeOf } from './pairs';
import type { EventScans } from './scans';
import type { Timeline } from './timeline';
import type { ToldIndex } from './told';

/** Records at once. */
const MOST = 1024;
const shapes = new Uint32Array(MOST);
const offsets = new Float64Array(MOST);

/** What the frames of one direction are taken with, for as long as nothing but such frames comes. */
interface Lane {
  readonly conn: Conn;
  readonly heads: ReadonlyMap<number, LearnedHead>;
  /** Where its messages are counted. */
  readonly places: Column | undefined;
  /** What was told of messages before they came, by ordinal. */
  readonly waiting: ReturnType<ToldIndex['waiting']['get']>;
}

export interface Skimmed {
  /** The place of the first record that was not taken. */
  readonly end: number;
  /** Of that record, where it could have been taken, had there been one like it before. */
  readonly unlike?: NumberedHead;
}

interface NumberedHead {
  readonly number: number;
  readonly head: EventHead;
}

/**
 * The quick way into the timeline, for what nearly all of a long recording is: whole frames with one event or ack each, of
 * which there were others like it, and from which nothing follows but their own entry, their number among the messages and
 * the pair of an ack. Takes them from a place on, before `to`, up to the first record that must go the way of `step`, and
 * comes to the same outcome.
 */
export function skim(timeline: Timeline, scans: EventScans, from: number, to: number): Skimmed {
  const { head: numbers, id: ids } = scans.from(from, Math.min(to, from + MOST));
  if (numbers[0] === 0) return { end: from };
  const rows = scans.records.rows(from, from + numbers.length);
  const lanes = openLanes(timeline);
  const first = timeline.entries.length + 1;
  let unlike: NumberedHead | undefined;
  let taken = 0;
  for (; taken < rows.length; taken += 1) {
    const number = numbers[taken] ?? 0;
    if (number === 0) break;
    const role = rows.form[taken] === FORM.fromClient ? 'client' : 'server';
    const lane = lanes(rows.conn[taken] ?? 0, role);
    if (!lane) break;
    const learned = lane.heads.get(number);
    if (!learned) {
      const head = scans.heads.at(number);
      if (taken === 0 && head) unlike = { number, head };
      break;
    }
    const { conn, places, waiting } = lane;
    if (places && waiting?.has(places.length / 2)) break;

    const at = micros(rows.at[taken] ?? 0);
    const size = rows.size[taken] ?? 0;
    const n = first + taken;
    shapes[taken] = learned.shape;
    offsets[taken] = passFrame(conn.state, role, size);
    arriveWhole(conn, role, size, at);
    if (places) {
      places.push(n);
      places.push(0);
    }
    const id = (ids[taken] ?? 0) - 1;
    if (id === -1) continue;
    const found = { n, packet: 0, at };
    if (learned.asks) learned.acks.set(id, found);
    else answer(timeline, learned.acks, id, found);
  }
  timeline.entries.pushFrames(
    timeline.index.run,
    shapes.subarray(0, taken),
    offsets.subarray(0, taken),
    rows,
  );
  return unlike ? { end: from, unlike } : { end: from + taken };
}

/** The lanes of a timeline by connection and end, each looked up once: to be asked before anything else has come. */
function openLanes(timeline: Timeline): (conn: ConnId, from: Role) => Lane | undefined {
  const lanes = { client: new Map<ConnId, Lane | undefined>(), server: new Map<ConnId, Lane | undefined>() };
  return (conn, from) => {
    const known = lanes[from].get(conn);
    if (known || lanes[from].has(conn)) return known;
    const lane = laneOf(timeline, conn, from);
    lanes[from].set(conn, lane);
    return lane;
  };
}

/** What a frame with this head was became entry `n`: so will the next one like it. */
export function learn(
  timeline: Timeline,
  { conn, from }: BytesRecord,
  { number, head }: NumberedHead,
  n: EntryNumber,
): void {
  const { entries } = timeline;
  const route = entries.routeOf(conn, from);
  if (!route || entries.length !== n || !entries.isFrame(n)) return;
  const { bytes, type, nspStart, nspEnd } = head;
  const asks = type === 2;
  const nsp = utf8Text(bytes.subarray(nspStart, nspEnd)) || '/';
  const asker = asks === (from === 'client') ? 'client' : 'server';
  const acks = acksOf(timeline, scopeOf(route), nsp, asker);
  route.heads.set(number, { shape: entries.shapeOf(n), asks, acks });
}

/** None where something waits for one of its frames in particular. */
function laneOf(timeline: Timeline, id: ConnId, from: Role): Lane | undefined {
  const conn = connOf(timeline, id);
  const route = routeAtRest(timeline, conn, from);
  if (!route) return undefined;
  const { sid, key = '', heads } = route;
  const { messages, told } = timeline.index;
  const isCounted = sid !== undefined && messages.counted.has(sid);
  const places = isCounted ? messages.seen.get(key) : undefined;
  // It is the first of them.
  if (isCounted && !places) return undefined;
  return { conn, heads, places, waiting: told.waiting.get(key) };
}

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
