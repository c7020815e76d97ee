import type { Micros } from '@/lib/base/micros';
import type { MessageRecord, Seq } from '@/lib/capture/record';
import { feedMessage } from '@/lib/dissect/import';
import type { Unit } from '@/lib/dissect/layer';
import { joinBuffered } from './buffers';
import { arrive, arrivedAt, type Conn } from './conns';
import type { UnitEntry } from './entry';
import { joinPairs } from './pairs';
import { joinResponse } from './responses';
import { endRetryBy } from './retries';
import { followSession } from './sessions';
import type { Timeline } from './timeline';
import { joinTold } from './told';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** When, and by which record, a unit became whole. */
interface Moment {
  readonly seq: Seq;
  readonly at: Micros;
}

export function addUnit(timeline: Timeline, conn: Conn, unit: Unit, { seq, at }: Moment): void {
  if (unit.http?.status === 101) conn.isWebSocket = true;
  const sid = sidOf(unit, conn);
  const transport = transportOf(unit);
  const [from, to] = unit.from === 'client' ? [conn.client, 'server'] : ['server', conn.client];
  const entry: Writable<UnitEntry> = {
    kind: 'unit',
    n: timeline.entries.length + 1,
    seq,
    at,
    run: timeline.index.run,
    from,
    to,
    conn: conn.conn,
    since: arrivedAt(conn, unit.from, unit.offset, at),
    unit,
  };
  if (sid !== undefined) entry.sid = sid;
  if (transport) entry.transport = transport;
  timeline.entries.push(entry);
  joinResponse(timeline, conn, entry);
  endRetryBy(timeline, entry);
  joinPairs(timeline, entry);
  joinBuffered(timeline, entry);
  joinTold(timeline, entry);
  followSession(timeline, conn, entry);
}

/** The session's id is in the query; before there is one, in the open packet that hands it out. */
function sidOf(unit: Unit, conn: Conn): string | undefined {
  if (unit.engine?.sid !== undefined) return unit.engine.sid;
  const opened = unit.from === 'server' ? unit.packets[0]?.eio.handshake?.sid : undefined;
  if (opened !== undefined && conn.isWebSocket) conn.sid = opened;
  return opened ?? (conn.isWebSocket ? conn.sid : undefined);
}

function transportOf(unit: Unit): 'polling' | 'websocket' | undefined {
  const transport = unit.engine?.transport;
  return transport === 'polling' || transport === 'websocket' ? transport : undefined;
}

/** A whole message of an import. HTTP is taken as the bytes it would be; a frame's header nobody has seen is not made up. */
export function addMessage(timeline: Timeline, conn: Conn, record: MessageRecord): void {
  arrive(conn, record.from, record.bytes.length, record.at);
  addUnit(timeline, conn, feedMessage(conn.state, record.from, record), record);
}
