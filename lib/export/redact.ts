import { concatBytes, EMPTY_BYTES } from '@/lib/base/bytes';
import type { Capture } from '@/lib/capture/file';
import type {
  BytesRecord,
  ConnId,
  FaultRecord,
  MessageRecord,
  Record,
  Role,
  TraceRecord,
} from '@/lib/capture/record';
import { isTraceEvent } from '@/lib/capture/trace-shape';
import { type ConnectionState, feed, finish, openConnection } from '@/lib/dissect/connection';
import { dissect } from '@/lib/dissect/dissect';
import { feedMessage } from '@/lib/dissect/import';
import type { Unit } from '@/lib/dissect/layer';
import { wireLength } from '@/lib/dissect/wire-length';
import { fieldsOf, rewriteUnit } from './rewrite';
import { openSecrets, type Secrets } from './secrets';

/**
 * The capture without its secrets: session and socket ids, the `pid` of recovery, cookies, `authorization` and the
 * payload of `auth`. They are replaced, not taken out, so the story stays whole. What a program sent as its own data
 * or wrote to the console is nobody's to judge: it stays, but for the same secrets in it.
 */
export function redact(capture: Capture): Capture {
  const secrets = openSecrets();
  // A secret may be used before the field that says it is one: two passes.
  follow(capture.records, ({ unit }) => {
    for (const field of fieldsOf(dissect(unit))) secrets.learn(field);
  });

  const written: Written = new Map();
  const moved: Moved = new Map();
  follow(capture.records, ({ unit, parts }) => {
    const after = rewriteUnit(unit, secrets);
    noteMove(moved, parts[0]?.record.conn, unit, after.length);
    const before = wireLength(unit);
    let at = 0;
    parts.forEach(({ record, length }, index) => {
      const isLast = index === parts.length - 1;
      // Of another length: whole, where it became whole.
      const isSame = after.length === before;
      const part = isSame ? after.subarray(at, at + length) : isLast ? after : EMPTY_BYTES;
      at += length;
      const those = written.get(record);
      if (those) those.push(part);
      else written.set(record, [part]);
    });
  });
  return { ...capture, records: capture.records.map((record) => rewrite(record, written, moved, secrets)) };
}

type Written = Map<BytesRecord | MessageRecord, Uint8Array[]>;
/** Where the units of each direction began, and where they begin now. */
type Moved = Map<string, { readonly from: number; readonly to: number; readonly end: number }[]>;

function noteMove(moved: Moved, conn: ConnId | undefined, { from, offset }: Unit, length: number): void {
  const way = `${conn} ${from}`;
  const places = moved.get(way) ?? [];
  const to = places.at(-1)?.end ?? 0;
  places.push({ from: offset, to, end: to + length });
  moved.set(way, places);
}

/** It says where its packet lay. */
function moveFault(record: FaultRecord, moved: Moved): FaultRecord {
  const { conn, packet } = record;
  if (packet?.offset === undefined) return record;
  const { offset, ...named } = packet;
  const place = moved.get(`${conn} ${packet.from}`)?.findLast(({ from }) => from <= offset);
  return { ...record, packet: place ? { ...named, offset: place.to } : named };
}

function rewrite(record: Record, written: Written, moved: Moved, secrets: Secrets): Record {
  switch (record.type) {
    case 'bytes':
    case 'message':
      return { ...record, bytes: concatBytes(written.get(record) ?? []) };
    case 'trace':
      return hideTrace(record, secrets);
    case 'fault':
      return moveFault(record, moved);
    default:
      return record;
  }
}

function hideTrace(record: TraceRecord, secrets: Secrets): TraceRecord {
  const event: unknown = JSON.parse(secrets.hide(JSON.stringify(record.event)));
  return isTraceEvent(event) ? { ...record, event } : record;
}

/** A unit, and how many bytes of it each record brought. */
interface Followed {
  readonly unit: Unit;
  readonly parts: readonly { readonly record: BytesRecord | MessageRecord; readonly length: number }[];
}

interface Way {
  readonly state: ConnectionState;
  /** Bytes that came and are part of no unit yet, by the records that brought them. */
  readonly waiting: { [from in Role]: { record: BytesRecord | MessageRecord; length: number }[] };
}

function follow(records: readonly Record[], see: (followed: Followed) => void): void {
  const sessions: Parameters<typeof openConnection>[0] = new Map();
  const ways = new Map<ConnId, Way>();
  const wayOf = (conn: ConnId): Way => {
    const way = ways.get(conn) ?? {
      state: openConnection(sessions),
      waiting: { client: [], server: [] },
    };
    ways.set(conn, way);
    return way;
  };
  const tell = (way: Way, units: readonly Unit[]) => {
    for (const unit of units) {
      const length = wireLength(unit);
      see({ unit, parts: taken(way.waiting[unit.from], length) });
    }
  };

  for (const record of records) {
    if (record.type === 'bytes') {
      const way = wayOf(record.conn);
      way.waiting[record.from].push({ record, length: record.bytes.length });
      tell(way, feed(way.state, record.from, record.bytes));
    } else if (record.type === 'message') {
      const way = wayOf(record.conn);
      const unit = feedMessage(way.state, record.from, record);
      see({ unit, parts: [{ record, length: record.bytes.length }] });
    } else if (record.type === 'close') {
      const way = wayOf(record.conn);
      for (const from of ['client', 'server'] as const) tell(way, finish(way.state, from));
    }
  }
  for (const way of ways.values()) {
    for (const from of ['client', 'server'] as const) tell(way, finish(way.state, from));
  }
}

/** Takes so many bytes from those that wait, oldest first. */
function taken(waiting: { record: BytesRecord | MessageRecord; length: number }[], length: number) {
  const parts: { record: BytesRecord | MessageRecord; length: number }[] = [];
  for (let left = length; left > 0; ) {
    const first = waiting[0];
    if (!first) break;
    const part = Math.min(left, first.length);
    parts.push({ record: first.record, length: part });
    left -= part;
    first.length -= part;
    if (first.length === 0) waiting.shift();
  }
  return parts;
}
