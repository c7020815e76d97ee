import type { Record, TraceRecord } from '@/lib/capture/record';
import { RecordStore } from '@/lib/capture/record-store';
import { feed, finish } from '@/lib/dissect/connection';
import { noteUnsent } from './buffers';
import { openCalls } from './calls';
import { noteClient } from './clients';
import { arrive, connOf, openConn } from './conns';
import type { Entry } from './entry';
import { EntryStore } from './entry-store';
import { noteLine } from './lines';
import { LinkStore } from './link-store';
import { openChains } from './links';
import { loseCount, openMessages } from './messages';
import { beginRetry, endRetry } from './retries';
import { noteRooms, openRooms } from './rooms';
import { EventScans } from './scans';
import { endSession, loseConnection } from './sessions';
import { learn, skim } from './skim';
import { endStops, noteFault } from './stops';
import type { Timeline } from './timeline';
import { openTold, tellHandler, tellSent, tellUnheard } from './told';
import { addMessage, addUnit } from './units';

export function openTimeline(): Timeline {
  return {
    entries: new EntryStore(),
    links: new LinkStore(),
    spans: [],
    sessions: new Map(),
    index: {
      run: 0,
      conns: new Map(),
      dissecting: new Map(),
      expected: new Map(),
      acks: new Map(),
      joined: openChains(),
      attaching: new Map(),
      openSpans: new Map(),
      clients: new Map(),
      live: new Map(),
      sidOfSocket: new Map(),
      programs: [],
      roomEntries: [],
      rooms: openRooms(),
      messages: openMessages(),
      told: openTold(),
      calls: openCalls(),
      lines: new Map(),
      buffers: new Map(),
      heartbeats: new Map(),
      stops: new Map(),
      gaps: 0,
    },
  };
}

/** The timeline of records that are all there. */
export function timelineFrom(records: Iterable<Record>): Timeline {
  const timeline = openTimeline();
  const store = new RecordStore();
  const scans = new EventScans(store);
  for (const record of records) store.push(record);
  for (let place = 0; place < store.length; ) place = stepSome(timeline, scans, place, store.length);
  return timeline;
}

/**
 * Takes records of a store into the timeline, from the place `from` and before `to`: as many as go the quick way, or else
 * one the whole way. Gives back the place of the first that was not taken.
 */
export function stepSome(timeline: Timeline, scans: EventScans, from: number, to: number): number {
  const { end, unlike } = skim(timeline, scans, from, to);
  if (end > from) return end;
  const { length } = timeline.entries;
  const record = scans.records.at(from);
  if (record) step(timeline, record);
  if (record?.type === 'bytes' && unlike) learn(timeline, record, unlike, length + 1);
  return from + 1;
}

/** Takes one record into the timeline. Its cost does not depend on how many came before. */
export function step(timeline: Timeline, record: Record): void {
  switch (record.type) {
    case 'open': {
      const { conn, client, node } = record;
      timeline.index.conns.set(conn, openConn(conn, client, timeline.index, node));
      const entry: Entry = {
        ...base(timeline, record, client, 'server'),
        kind: 'open',
        conn,
        ...(node !== undefined && { node }),
      };
      timeline.entries.push(entry);
      endRetry(timeline, client, entry);
      noteClient(timeline, client, entry.n);
      return;
    }
    case 'bytes': {
      const conn = connOf(timeline, record.conn);
      arrive(conn, record.from, record.bytes.length, record.at);
      for (const unit of feed(conn.state, record.from, record.bytes)) addUnit(timeline, conn, unit, record);
      return;
    }
    case 'message':
      addMessage(timeline, connOf(timeline, record.conn), record);
      return;
    case 'close': {
      const conn = connOf(timeline, record.conn);
      const { by, how } = record;
      for (const from of by === 'server'
        ? (['server', 'client'] as const)
        : (['client', 'server'] as const)) {
        for (const unit of finish(conn.state, from)) addUnit(timeline, conn, unit, record);
      }
      const [from, to] = by === 'server' ? ['server', conn.client] : [conn.client, 'server'];
      const entry: Entry = { ...base(timeline, record, from, to), kind: 'close', conn: conn.conn, by, how };
      timeline.entries.push(entry);
      endStops(timeline, conn.conn, by);
      loseConnection(timeline, conn, entry);
      return;
    }
    case 'trace':
      stepTrace(timeline, record);
      return;
    case 'fault': {
      const party = record.client ?? timeline.index.conns.get(record.conn ?? 0)?.client ?? 'server';
      const entry: Entry = { ...base(timeline, record, party, 'server'), kind: 'fault', record };
      noteFault(timeline, record, entry.n);
      timeline.entries.push(entry);
      return;
    }
    case 'gap':
      timeline.index.gaps += 1;
      loseCount(timeline);
      timeline.entries.push({
        ...base(timeline, record, 'server', 'server'),
        kind: 'gap',
        lost: record.lost,
      });
      return;
  }
}

function stepTrace(timeline: Timeline, record: TraceRecord): void {
  const { event, side } = record;
  // These tell of a packet, which is an entry of its own.
  if (event.kind === 'sent') {
    tellSent(timeline, record, event);
    return;
  }
  if (event.kind === 'handler') {
    tellHandler(timeline, record, event);
    return;
  }
  if (event.kind === 'program') timeline.index.run = event.run;
  const entry: Entry = { ...base(timeline, record, side, side), kind: 'trace', record };
  timeline.entries.push(entry);
  if ('place' in event && event.place) {
    noteLine(timeline, entry.run, event.place, { as: 'told', n: entry.n });
    noteLine(timeline, entry.run, event.place, { as: 'run' });
  }

  switch (event.kind) {
    case 'program':
      timeline.index.programs.push({ n: entry.n, runs: event.state === 'started' });
      timeline.index.roomEntries.push(entry.n);
      for (const sids of timeline.index.live.values()) {
        for (const sid of [...sids]) endSession(timeline, sid, entry);
      }
      noteRooms(timeline, entry.n, event);
      return;
    case 'room':
      timeline.index.roomEntries.push(entry.n);
      noteRooms(timeline, entry.n, event);
      return;
    case 'socket':
      timeline.index.roomEntries.push(entry.n);
      timeline.index.sidOfSocket.set(event.socket, event.sid);
      noteRooms(timeline, entry.n, event);
      if (event.action === 'disconnect' && ENDS_SESSION.has(event.reason ?? '')) {
        endSession(timeline, event.sid, entry);
      }
      return;
    case 'unheard':
      tellUnheard(timeline, record, event.packet, entry.n);
      return;
    case 'unsent':
      noteUnsent(timeline, entry, event);
      return;
    case 'retry':
      beginRetry(timeline, entry, event);
      return;
    case 'client':
      if (event.event === 'reconnect_attempt') endRetry(timeline, side, entry);
      return;
    case 'log':
    case 'exception':
    case 'queued':
      return;
  }
}

/** The server's words for the end of the whole session; its other reasons end one namespace only. */
const ENDS_SESSION: ReadonlySet<string> = new Set([
  'ping timeout',
  'transport close',
  'transport error',
  'parse error',
  'forced close',
  'forced server close',
  'server shutting down',
]);

function base(timeline: Timeline, record: Record, from: string, to: string) {
  const { seq, at } = record;
  return { n: timeline.entries.length + 1, seq, at, run: timeline.index.run, from, to };
}
