import { latin1Text } from '@/lib/base/latin1';
import type { Entry, UnitEntry } from '@/lib/session/entry';
import { between } from '@/lib/session/links';
import type { Timeline } from '@/lib/session/timeline';
import { exchanges, type Rule, unitsWith, unusualUnits } from './finding';
import { pair, whoAsked } from './findings-handshake';
import { durationText, partyName, sidIn } from './words';

/** Who is at the other end: not the one that was expected. */
export const PEER_RULES: readonly Rule[] = [
  {
    code: 'server-too-old',
    level: 'error',
    title: 'The server speaks an older Socket.IO',
    remedy: 'Update the server to Socket.IO 3 or later, or use a client of version 2 until then.',
    *find(timeline) {
      for (const exchange of exchanges(timeline)) {
        const { unit } = exchange.response;
        if (exchange.request.unit.http?.query.EIO !== '4' || exchange.status !== 200) continue;
        if (!/\r\n\r\n(?:[0-9a-f]+\r\n)?\d+:0\{/.test(latin1Text(unit.wire.subarray(0, HEAD)))) continue;
        yield {
          text: `${whoAsked(exchange)} speaks Engine.IO 4, and the server answered in the framing of 3, with the length before each packet.`,
          evidence: pair(exchange),
        };
      }
      for (const { entry } of uninvited(timeline)) {
        yield {
          text: `The server put ${partyName(entry.to)} into a namespace before that asked for one, which servers of Socket.IO 2 do.`,
          evidence: [entry.n],
        };
      }
    },
  },
  {
    code: 'two-servers',
    level: 'error',
    title: 'Two servers answer the same upgrade',
    remedy:
      'Give each its own path, and let only one of them listen to the upgrades of that path: a second WebSocket library on the same HTTP server answers all of them, unless told not to.',
    *find(timeline) {
      for (const { entry, opening } of answersAfter101(timeline)) {
        if (opening.unit.engine?.version === 3) continue;
        yield {
          text: `After the WebSocket of ${partyName(entry.to)} was open, another HTTP answer came on it. The client takes that for a frame and fails with “Invalid frame header”.`,
          evidence: [opening.n, entry.n],
        };
      }
    },
  },
  {
    code: 'version-mismatch-websocket',
    level: 'error',
    title: 'The two ends speak different versions',
    remedy:
      'Update the client to Socket.IO 3 or later. Where that takes time, the server lets old clients in with allowEIO3: true.',
    *find(timeline) {
      for (const { entry, opening } of answersAfter101(timeline)) {
        if (opening.unit.engine?.version !== 3) continue;
        yield {
          text: `${partyName(entry.to)} does not speak Engine.IO 4. The server accepted the WebSocket and then wrote its refusal into it as HTTP text, so the client only sees a broken frame.`,
          evidence: [opening.n, entry.n],
        };
      }
    },
  },
  {
    code: 'upgrade-unanswered',
    level: 'error',
    title: 'Nobody answered the upgrade',
    remedy:
      'Compare the path on both ends. A Socket.IO server ends upgrades to any other path after a second, without an answer.',
    *find(timeline) {
      for (const { request, closing } of unansweredUpgrades(timeline)) {
        yield {
          text: `${partyName(request.from)} asked for a WebSocket at ${pathOf(request)}, and after ${durationText(closing.took)} the server ended the connection without a word.`,
          evidence: [request.n, closing.n],
        };
      }
    },
  },
  {
    code: 'handshake-unanswered',
    level: 'error',
    title: 'Nobody answered the handshake',
    remedy:
      'Compare the path on both ends: where Socket.IO alone listens on an HTTP server, a request to any other path is left without an answer. If the path is right, the program or something on the way holds the request back.',
    *find(timeline) {
      for (const { request, until, took } of unansweredHandshakes(timeline)) {
        yield {
          text: `${partyName(request.from)} asked for a session at ${pathOf(request)}, and in ${durationText(took)} no answer came.`,
          evidence: [request.n, until.n],
        };
      }
    },
  },
  {
    code: 'websocket-only-server',
    level: 'error',
    title: 'This server speaks WebSocket only',
    remedy:
      'A plain WebSocket server is no Socket.IO server: use the browser’s own WebSocket with it, or put Socket.IO on the server.',
    *find(timeline) {
      for (const exchange of exchanges(timeline)) {
        if (exchange.status !== 426 || exchange.request.unit.http?.query.EIO === undefined) continue;
        yield {
          text: `${whoAsked(exchange)} asked for an Engine.IO session and was told that an upgrade is required.`,
          evidence: pair(exchange),
        };
      }
    },
  },
  {
    code: 'bad-bytes',
    level: 'error',
    title: 'Bytes break HTTP or WebSocket',
    remedy:
      'See the marked bytes for what is wrong. The receiver must end the connection over it. Look at what wrote them: a library rarely does, code that writes to the socket itself may.',
    *find(timeline) {
      const told = new Set<string>();
      for (const { n, conn, from, unit } of unusualUnits(timeline)) {
        const issue = unit.issues.find(({ level, code }) => level === 'error' && BROKEN.test(code));
        const about = `${conn} ${issue?.code}`;
        if (!issue || told.has(about)) continue;
        told.add(about);
        yield { text: `${partyName(from)} sent it: ${issue.message}.`, evidence: [n] };
      }
    },
  },
];

/** Faults of whoever wrote the bytes. What a cut left unfinished is none, and some have findings of their own. */
const BROKEN = /^(?:http|ws)-(?!cut|accept|http)/;

/** CONNECT of a server under Engine.IO 4 that nobody had asked for: it has no id, and answers nothing. */
function* uninvited(timeline: Timeline): Generator<{ entry: UnitEntry }> {
  const asked = new Set<string>();
  for (const entry of unitsWith(timeline, 'CONNECT')) {
    for (const { sio } of entry.unit.packets) {
      if (sio?.type !== 'CONNECT' || entry.unit.engine?.version !== 4) continue;
      const key = `${entry.sid} ${sio.nsp}`;
      if (entry.unit.from === 'client') asked.add(key);
      else if (!asked.has(key) && sidIn(sio.data) === undefined) yield { entry };
    }
  }
}

/** HTTP text where only frames may be, with the 101 before it. */
function* answersAfter101(timeline: Timeline): Generator<{ entry: UnitEntry; opening: UnitEntry }> {
  const opened = new Map<number, UnitEntry>();
  for (const entry of unusualUnits(timeline)) {
    if (entry.unit.http?.status === 101) opened.set(entry.conn, entry);
    const opening = opened.get(entry.conn);
    if (!opening || opening === entry || entry.unit.from !== 'server') continue;
    if (!entry.unit.issues.some(({ code }) => code === 'ws-http')) continue;
    opened.delete(entry.conn);
    yield { entry, opening };
  }
}

/** The head of an answer and the beginning of its body. */
const HEAD = 2_048;

function pathOf({ unit }: UnitEntry): string {
  return unit.http?.target.split('?', 1)[0] ?? '';
}

/** As long as that a server may think before it opens a session. Microseconds. */
const PATIENCE = 5_000_000;

/** Requests for a session that the client gave up at last, or that wait while the recording goes on; one of each path. */
function* unansweredHandshakes(timeline: Timeline) {
  const asking = new Map<number, UnitEntry>();
  const told = new Set<string>();
  const last = timeline.entries.at(timeline.entries.length - 1);
  const ends = new Map<UnitEntry, Entry>();
  for (const entry of timeline.entries.others()) {
    if (entry.kind === 'unit' && entry.unit.from === 'client' && isHandshake(entry)) {
      asking.set(entry.conn, entry);
      if (last) ends.set(entry, last);
      continue;
    }
    const request = entry.kind === 'unit' || entry.kind === 'close' ? asking.get(entry.conn) : undefined;
    if (!request) continue;
    asking.delete(request.conn);
    if (entry.kind === 'close' && entry.by === 'client') ends.set(request, entry);
    else ends.delete(request);
  }
  for (const [request, until] of ends) {
    const about = `${request.run} ${request.from} ${pathOf(request)}`;
    const took = between(request.at, until.at);
    if (took < PATIENCE || told.has(about)) continue;
    told.add(about);
    yield { request, until, took };
  }
}

function isHandshake({ unit }: UnitEntry): boolean {
  return unit.http?.query.EIO !== undefined && unit.http.query.sid === undefined;
}

function* unansweredUpgrades(timeline: Timeline) {
  const asking = new Map<number, UnitEntry>();
  for (const entry of timeline.entries.others()) {
    if (entry.kind === 'unit') {
      if (entry.unit.http?.headers.upgrade?.toLowerCase() === 'websocket' && entry.unit.from === 'client')
        asking.set(entry.conn, entry);
      else asking.delete(entry.conn);
    }
    const request = entry.kind === 'close' ? asking.get(entry.conn) : undefined;
    if (!request || entry.kind !== 'close' || entry.by !== 'server') continue;
    yield { request, closing: { n: entry.n, took: between(request.at, entry.at) } };
  }
}
