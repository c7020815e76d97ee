import type { Micros } from '@/lib/base/micros';
import type { ConnEntry, EntryNumber, UnitEntry } from '@/lib/session/entry';
import type { Timeline } from '@/lib/session/timeline';
import { closingOf, FEW, grouped, type Rule, traces, unitsOf, unitsWith } from './finding';
import { lostRooms } from './lost-rooms';
import { counted, partyName, shortId, sidIn } from './words';

/** How connections ended, and what did not come back with the next. */
export const GOODBYE_RULES: readonly Rule[] = [
  {
    code: 'sent-away',
    level: 'note',
    title: 'The server sent a client away',
    remedy:
      'A client that was disconnected by the server does not come back by itself. If it may, call socket.connect() in its disconnect handler when the reason is “io server disconnect”.',
    *find(timeline) {
      for (const entry of unitsWith(timeline, 'DISCONNECT')) {
        for (const { sio } of entry.unit.packets) {
          if (sio?.type !== 'DISCONNECT' || entry.unit.from !== 'server') continue;
          yield { text: `${partyName(entry.to)} was put out of ${sio.nsp}.`, evidence: [entry.n] };
        }
      }
    },
  },
  {
    code: 'server-shut-down',
    level: 'note',
    title: 'The server was closed',
    remedy:
      'Clients take it for a lost connection and try again until it is back. What was emitted right before close() may not have left: wait for it.',
    *find(timeline) {
      const left = [...traces(timeline, 'socket')].filter(
        ({ event }) => event.action === 'disconnect' && event.reason === 'server shutting down',
      );
      for (const same of grouped(left, ({ entry }) => `${entry.run}`)) {
        yield {
          text: `io.close() ended ${counted(same.length, 'socket')}.`,
          evidence: same.slice(0, FEW).map(({ entry }) => entry.n),
        };
      }
    },
  },
  {
    code: 'server-died',
    level: 'error',
    title: 'The server went without a goodbye',
    remedy:
      'All its connections ended at once, and none with a close frame: the process crashed or was killed. Look at its last output; an exception nobody caught is the usual cause.',
    *find(timeline) {
      for (const ends of suddenEnds(timeline)) {
        const clients = [...new Set(ends.map(({ client }) => partyName(client)))];
        yield {
          text: `The WebSockets of ${clients.join(' and ')} ended in the same moment, without a close frame.`,
          evidence: ends.map(({ entry }) => entry.n),
        };
      }
    },
  },
  {
    code: 'closed-below',
    level: 'note',
    title: 'The client closed the connection below its sockets',
    remedy:
      'That is engine.close(), or another library at work on the same connection: the client calls it “forced close” and reconnects. To leave for good, call socket.disconnect().',
    *find(timeline) {
      for (const { client, close, back } of closedBelow(timeline)) {
        yield {
          text: `${partyName(client)} closed its WebSocket without leaving a namespace, and opened a new session.`,
          evidence: [close, back],
        };
      }
    },
  },
  {
    code: 'new-socket-id',
    level: 'note',
    title: 'A client came back as another socket',
    remedy:
      'Do not keep socket.id as the name of a user: send your own id in auth, or turn on connectionStateRecovery, which gives the old id back after a short absence.',
    *find(timeline) {
      for (const same of grouped(joined(timeline), ({ run, client, nsp }) => `${run} ${client} ${nsp}`)) {
        const ids = [...new Map(same.map((one) => [one.id, one])).values()];
        const [first, second] = ids;
        // Two that are there at the same time are two sockets, not one that came back.
        if (!first || !second || !isOver(timeline, first, second.n)) continue;
        yield {
          text: `${partyName(first.client)} was ${shortId(first.id)} in ${first.nsp} and is now ${ids
            .slice(1)
            .map(({ id }) => shortId(id))
            .join(', then ')}: to the server it is somebody new.`,
          evidence: ids.slice(0, FEW).map(({ n }) => n),
        };
      }
    },
  },
  {
    code: 'rooms-lost',
    level: 'warn',
    title: 'A client came back and is in none of its rooms',
    remedy:
      'Join the rooms in the connection handler, from what the server knows of the user, rather than once at the request of the page. Connection state recovery restores them, too.',
    *find(timeline) {
      for (const { client, rooms, left, back } of lostRooms(timeline, joined(timeline))) {
        yield {
          text: `${partyName(client)} had been in ${rooms.join(', ')} when its connection broke. As the new socket it joined none of them.`,
          evidence: [left, back],
        };
      }
    },
  },
];

/** A CONNECT answer: from here on the client is this socket. */
export interface Joined {
  readonly n: EntryNumber;
  readonly at: Micros;
  readonly run: number;
  readonly client: string;
  readonly nsp: string;
  readonly id: string;
  readonly sid: string;
}

function* joined(timeline: Timeline): Generator<Joined> {
  for (const { n, at, run, to, sid, unit } of unitsWith(timeline, 'CONNECT')) {
    if (unit.from !== 'server' || sid === undefined) continue;
    for (const { sio } of unit.packets) {
      const id = sio?.type === 'CONNECT' ? sidIn(sio.data) : undefined;
      if (sio && id !== undefined) yield { n, at, run, client: to, nsp: sio.nsp, id, sid };
    }
  }
}

function isOver(timeline: Timeline, { sid }: Joined, n: EntryNumber): boolean {
  return (timeline.sessions.get(sid)?.closedBy ?? Infinity) < n;
}

const AT_ONCE = 1_000_000;

interface End {
  readonly client: string;
  readonly entry: ConnEntry;
}

/** WebSockets of several clients that the server's side ended together. */
function* suddenEnds(timeline: Timeline): Generator<readonly End[]> {
  const ends: End[] = [];
  for (const session of timeline.sessions.values()) {
    const entry = closingOf(timeline, session.closedBy);
    if (entry?.kind !== 'close' || entry.by !== 'server') continue;
    if (timeline.index.conns.get(entry.conn)?.isWebSocket) ends.push({ client: session.client, entry });
  }
  // Who starts the program again ends it, too, and knows why.
  const restarts = [...traces(timeline, 'program')].map(({ entry }) => entry.at);
  ends.sort((one, other) => one.entry.n - other.entry.n);
  for (let i = 0; i < ends.length; ) {
    const from = ends[i]?.entry.at ?? 0;
    const together: End[] = [];
    for (let end = ends[i]; end && end.entry.at - from <= AT_ONCE; end = ends[i]) {
      together.push(end);
      i += 1;
    }
    const isRestart = restarts.some((at) => Math.abs(at - from) <= AT_ONCE);
    if (!isRestart && new Set(together.map(({ client }) => client)).size > 1) yield together;
  }
}

/** Sessions that a client ended by a close frame while it was in a namespace, and followed by another. */
function* closedBelow(timeline: Timeline) {
  const openings = new Map<string, EntryNumber[]>();
  for (const [first, ...more] of grouped(timeline.sessions.values(), ({ run, client }) => `${run} ${client}`))
    if (first)
      openings.set(
        `${first.run} ${first.client}`,
        [first, ...more].map(({ openedBy }) => openedBy),
      );
  for (const { sid, client, run, closedBy } of timeline.sessions.values()) {
    const closing = closingOf(timeline, closedBy);
    // 1001 is a page that is left, and has its own reason.
    if (closing?.kind !== 'unit' || closing.unit.ws?.opcode !== 8 || closing.from !== client) continue;
    if (closing.unit.ws.closeCode !== undefined || isLeaving(timeline, sid) || isSilent(timeline, closing))
      continue;
    const back = openings.get(`${run} ${client}`)?.find((n) => n > closing.n);
    if (back !== undefined) yield { client, close: closing.n, back };
  }
}

/** It was in no namespace, or said goodbye before. */
function isLeaving(timeline: Timeline, sid: string): boolean {
  const units = unitsOf(timeline, sid);
  const packets = units.flatMap(({ unit }) => unit.packets);
  // A client closes by itself what has no socket on it: all that asked were refused, or gave up before the answer.
  const hasJoined = units.some(
    ({ from, unit }) => from === 'server' && unit.packets.some(({ sio }) => sio?.type === 'CONNECT'),
  );
  return !hasJoined || packets.some(({ eio, sio }) => sio?.type === 'DISCONNECT' || eio.type === 'close');
}

/** Did the client give up a server that it no longer heard? */
function isSilent(timeline: Timeline, closing: UnitEntry): boolean {
  const opening = unitsOf(timeline, closing.sid ?? '').find(({ unit }) =>
    unit.packets.some(({ eio }) => eio.handshake),
  );
  const handshake = opening?.unit.packets.find(({ eio }) => eio.handshake)?.eio.handshake;
  const patience = 1000 * ((handshake?.pingInterval ?? 0) + (handshake?.pingTimeout ?? 0));
  const heard = unitsOf(timeline, closing.sid ?? '').findLast(
    ({ n, from, unit }) =>
      n < closing.n &&
      from === 'server' &&
      unit.packets.some(({ eio }) => eio.type === 'ping' || eio.handshake),
  );
  return closing.at - (heard?.at ?? 0) >= patience * 0.95;
}
