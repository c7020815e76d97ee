import { hexText, utf8Bytes } from '@/lib/base/bytes';
import { UPGRADE } from '@/lib/session/stories';

export const OPEN =
  '0{"sid":"s1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
export const POLL = '/socket.io/?EIO=4&transport=polling';

/** Alice on polling, in the main namespace: entries 1 to 7. */
export const POLLING = `
  alice opens 1
  1 > GET ${POLL}
  1 < 200 ${OPEN}
  1 > POST ${POLL}&sid=s1 | 40
  1 < 200 ok
  1 > GET ${POLL}&sid=s1
  1 < 200 40{"sid":"sock1"}
`;

/** Alice on a WebSocket, in the main namespace: entries 1 to 6. */
export const WS = `
  alice opens 1
  1 > UPGRADE /socket.io/?EIO=4&transport=websocket
  1 < 101
  1 < text ${OPEN}
  1 > text 40
  1 < text 40{"sid":"sock1"}
`;

const withHeaders = (line: string, ...headers: string[]) =>
  `bytes ${hexText(utf8Bytes(`${[line, ...headers].join('\r\n')}\r\n\r\n`))}`;

export const poll = (...headers: string[]) =>
  withHeaders(`GET ${POLL} HTTP/1.1`, 'Host: api.test', ...headers);
export const answer = (...headers: string[]) =>
  withHeaders('HTTP/1.1 200 OK', 'Content-Length: 0', ...headers);

const session = (conn: number, wait: number) => `
  +${wait} alice opens ${conn}
  ${conn} > GET ${POLL}
  ${conn} < 200 ${OPEN.replace('s1', `s${conn}`)}
`;

export interface Case {
  readonly code: string;
  /** A capture that shows it, and the entries that prove it. */
  readonly shown: string;
  readonly evidence: readonly number[];
  /** One that looks much the same and must not. */
  readonly innocent: string;
}

export const CASES: readonly Case[] = [
  {
    code: 'not-sticky',
    shown: `${POLLING}
      1 > GET ${POLL}&sid=s1
      1 < 400 {"code":1,"message":"Session ID unknown"}`,
    evidence: [3, 8, 9],
    innocent: `${POLLING}
      1 > POST ${POLL}&sid=s1 | 1
      1 < 200 ok
      1 > GET ${POLL}&sid=s1
      1 < 400 {"code":1,"message":"Session ID unknown"}`,
  },
  {
    code: 'session-expired',
    shown: `${POLLING}
      +46000 1 > GET ${POLL}&sid=s1
      1 < 400 {"code":1,"message":"Session ID unknown"}`,
    evidence: [3, 8, 9],
    innocent: `${POLLING}
      +46000 1 > GET ${POLL}&sid=s1
      1 < 200 6`,
  },
  {
    code: 'version-mismatch',
    shown: `alice opens 1
      1 > GET /socket.io/?EIO=3&transport=polling
      1 < 400 {"code":5,"message":"Unsupported protocol version"}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > GET /socket.io/?EIO=3&transport=polling
      1 < 404`,
  },
  {
    code: 'transport-unknown',
    shown: `alice opens 1
      1 > GET /socket.io/
      1 < 400 {"code":0,"message":"Transport unknown"}`,
    evidence: [2, 3],
    innocent: POLLING,
  },
  {
    code: 'preflight-refused',
    shown: `alice opens 1
      1 > OPTIONS ${POLL}
      1 < 400 {"code":2,"message":"Bad handshake method"}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > OPTIONS ${POLL}
      1 < 204`,
  },
  {
    code: 'handshake-forbidden',
    shown: `alice opens 1
      1 > GET ${POLL}
      1 < 403 {"code":4,"message":"Forbidden"}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > GET ${POLL}
      1 < 403 no`,
  },
  {
    code: 'wrong-path',
    shown: `alice opens 1
      1 > GET /socketio/?EIO=4&transport=polling
      1 < 404 not found`,
    evidence: [2, 3],
    innocent: `server traces {"kind":"program","state":"started","run":1}
      server traces {"kind":"exception","phase":"start","name":"Error","message":"Cannot find module 'fs'"}
      alice opens 1
      1 > GET /favicon.ico
      1 < 404 not found
      1 > GET /socket.io/?EIO=4&transport=polling
      1 < 404 not found`,
  },
  {
    code: 'wrong-path',
    // Each attempt is the same mistake.
    shown: `alice opens 1
      1 > GET /socketio/?EIO=4&transport=polling
      1 < 404 not found
      1 > GET /socketio/?EIO=4&transport=polling
      1 < 404 not found`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > GET /socket.io/?EIO=4&transport=polling
      1 < 200 ok`,
  },
  {
    code: 'cors-missing',
    shown: `alice opens 1
      1 > ${poll('Origin: http://page.test')}
      1 < ${answer()}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > ${poll('Origin: http://page.test')}
      1 < ${answer('Access-Control-Allow-Origin: http://page.test')}
      1 > ${poll('Origin: http://api.test')}
      1 < ${answer()}
      1 > ${poll('Origin: http://other.test')}
      1 < ${answer('Access-Control-Allow-Origin: *')}`,
  },
  {
    code: 'upgrade-stripped',
    shown: `${POLLING}
      alice opens 2
      2 > GET /socket.io/?EIO=4&transport=websocket&sid=s1
      2 < 400 {"code":3,"message":"Bad request"}`,
    evidence: [9, 10],
    innocent: `${POLLING}
      alice opens 2
      2 > GET ${POLL}&sid=s1
      2 < 400 {"code":3,"message":"Bad request"}`,
  },
  {
    code: 'upgrade-refused',
    shown: `${POLLING}
      alice opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
      2 < 403 blocked`,
    evidence: [9, 10],
    innocent: UPGRADE,
  },
  {
    code: 'probe-failed',
    shown: `${POLLING}
      alice opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
      2 < 101
      2 > text 2probe
      +10000 2 closes by server`,
    evidence: [9, 12],
    innocent: `${POLLING}
      alice opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
      2 < 101
      2 > text 2probe
      1 > POST ${POLL}&sid=s1 | 1
      2 closes by client`,
  },
  {
    code: 'never-upgraded',
    shown: `${POLLING}${`
      1 > GET ${POLL}&sid=s1
      1 < 200 2`.repeat(4)}`,
    evidence: [3, 6, 8, 10, 12, 14],
    innocent: `${POLLING}${`
      1 > GET ${POLL}&sid=s1
      1 < 200 2`.repeat(4)}
      alice opens 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1`,
  },
  {
    code: 'ping-timeout',
    shown: `${WS}
      +25000 1 < text 2
      +20000 1 < close`,
    evidence: [7, 8],
    innocent: `${WS}
      +25000 1 < text 2
      +1000 1 > text 3
      +19000 1 < close`,
  },
  {
    code: 'server-silent',
    shown: `${WS}
      +45000 1 > close`,
    evidence: [4, 7],
    innocent: `${WS}
      +25000 1 < text 2
      +10 1 > text 3
      +20000 1 > close`,
  },
  {
    code: 'too-large',
    shown: `${WS}
      1 < close 1009`,
    evidence: [7],
    innocent: `${WS}
      1 < close 1000`,
  },
  {
    code: 'too-large',
    shown: `${POLLING}
      1 > POST ${POLL}&sid=s1 | 42["big"]
      1 < 413`,
    evidence: [8, 9],
    innocent: `alice opens 1
      1 > POST /upload | big
      1 < 413`,
  },
  {
    code: 'idle-cut',
    shown: `${WS}
      +15000 1 closes by server`,
    evidence: [6, 7],
    innocent: `${WS}
      +15000 1 < close
      1 closes by server`,
  },
  {
    code: 'reconnect-storm',
    shown: [1, 2, 3, 4, 5].map((conn) => session(conn, 1)).join(''),
    evidence: [3, 6, 9, 12, 15],
    innocent: [1, 2, 3, 4, 5].map((conn) => session(conn, 3000)).join(''),
  },
  {
    code: 'reconnect-storm',
    shown: [1, 2, 3, 4, 5].map((conn) => session(conn, 2400)).join(''),
    evidence: [3, 6, 9, 12, 15],
    innocent: [1, 2, 3, 4, 5]
      .map((run) => `server traces {"kind":"program","state":"started","run":${run}}${session(run, 1)}`)
      .join(''),
  },
  {
    code: 'never-joined',
    shown: `alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text ${OPEN}
      +25000 1 < text 2
      1 > text 3
      +20000 1 < close`,
    evidence: [4, 7],
    innocent: `${WS}
      +25000 1 < text 2
      1 > text 3
      +20000 1 < close`,
  },
  {
    code: 'namespace-unknown',
    shown: `${WS}
      1 > text 40/typo,
      1 < text 44/typo,{"message":"Invalid namespace"}`,
    evidence: [7, 8],
    innocent: `${WS}
      1 > text 40/admin,
      1 < text 40/admin,{"sid":"sockA"}`,
  },
  {
    code: 'namespace-refused',
    shown: `${WS}
      1 > text 40/admin,{"token":"x"}
      1 < text 44/admin,{"message":"not authorized"}`,
    evidence: [7, 8],
    innocent: `${WS}
      1 > text 40/typo,
      1 < text 44/typo,{"message":"Invalid namespace"}`,
  },
  {
    code: 'ack-unanswered',
    shown: `${WS}
      1 > text 420["save"]
      1 > close`,
    evidence: [7],
    innocent: `${WS}
      1 > text 420["save"]
      1 < text 430[]
      1 > text 421["still young"]`,
  },
  {
    code: 'ack-unanswered',
    shown: `${WS}
      1 < text 427["ask"]
      +10000 1 < text 42["later"]`,
    evidence: [7],
    innocent: `${WS}
      1 < text 42["tell"]
      +10000 1 < text 42["later"]`,
  },
  {
    code: 'ack-twice',
    shown: `${WS}
      1 > text 420["save"]
      1 < text 430[]
      1 < text 430["again"]`,
    evidence: [8, 9],
    innocent: `${WS}
      1 > text 420["save"]
      1 < text 430[]
      1 > text 421["save"]
      1 < text 431[]
      1 < text 420["ask"]
      1 > text 430[]`,
  },
  {
    code: 'program-failed',
    shown:
      'server traces {"kind":"exception","phase":"start","name":"Error","message":"Cannot find module \'fs\'."}',
    evidence: [1],
    innocent: 'server traces {"kind":"exception","phase":"turn","name":"Error","message":"no"}',
  },
  {
    code: 'limit-met',
    shown:
      'server traces {"kind":"exception","phase":"limit","name":"LogLimit","message":"More than 1000 lines"}',
    evidence: [1],
    innocent: 'server traces {"kind":"exception","phase":"turn","name":"Error","message":"no"}',
  },
  {
    code: 'handler-threw',
    shown:
      'server traces {"kind":"exception","phase":"turn","name":"TypeError","message":"ack is not a function"}',
    evidence: [1],
    innocent: 'server traces {"kind":"log","level":"error","text":"TypeError: ack is not a function"}',
  },
  {
    code: 'bad-packet',
    shown: `${WS}
      1 > text 4abc
      1 < close`,
    evidence: [7],
    innocent: `${WS}
      1 > text 42["abc"]
      1 < close`,
  },
];
