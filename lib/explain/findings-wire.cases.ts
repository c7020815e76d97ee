import { hexText, utf8Bytes } from '@/lib/base/bytes';
import { THREE } from '@/lib/session/stories';
import { answer, type Case, OPEN, POLL, POLLING, poll, WS } from './findings.cases';
import { BACK } from './findings-told.cases';

const OPEN3 = '97:0{"sid":"o1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":5000}2:40';
const refusal = (message: string) =>
  `bytes ${hexText(
    utf8Bytes(
      `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-type: text/html\r\nContent-Length: ${message.length}\r\n\r\n${message}`,
    ),
  )}`;
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const switching = (accept: string) =>
  `bytes ${hexText(
    utf8Bytes(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    ),
  )}`;
/** The head of a masked text frame of 65,535 bytes, and a stretch of it. */
const UPLOAD = '81 fe ff ff 00 00 00 00 34 32 5b 22';

/** What the bytes themselves show, beside those of `findings.cases.ts`. */
export const WIRE_CASES: readonly Case[] = [
  {
    code: 'not-sticky',
    shown: `${POLLING}
      alice opens 2 to 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
      2 < ${refusal('Session ID unknown')}
      2 closes by server`,
    evidence: [3, 9, 10],
    innocent: `${POLLING}
      alice opens 2 to 2
      2 > UPGRADE /socket.io/?EIO=4&transport=websocket&sid=s1
      2 < ${refusal('Bad request')}
      2 closes by server`,
  },
  {
    code: 'transport-unknown',
    shown: `alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < ${refusal('Transport unknown')}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < ${refusal('not today')}`,
  },
  {
    code: 'accept-mismatch',
    // RFC 6455 §1.3 has this pair; the first answer echoes the key.
    shown: `alice opens 1
      1 > UPGRADE /chat
      1 < ${switching(KEY)}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > UPGRADE /chat
      1 < ${switching('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')}`,
  },
  {
    code: 'bad-bytes',
    // A text frame “hi” without its mask; and one that the connection did not live to finish.
    shown: `alice opens 1
      1 > UPGRADE /chat
      1 < 101
      1 > bytes 81 02 68 69`,
    evidence: [4],
    innocent: `alice opens 1
      1 > UPGRADE /chat
      1 < 101
      1 > bytes 81 82 00 00 00 00 68
      1 closes by fault`,
  },
  {
    code: 'cors-credentials',
    shown: `alice opens 1
      1 > ${poll('Origin: http://page.test', 'Cookie: sid=1')}
      1 < ${answer('Access-Control-Allow-Origin: *')}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > ${poll('Origin: http://page.test', 'Cookie: sid=1')}
      1 < ${answer('Access-Control-Allow-Origin: http://page.test')}`,
  },
  {
    code: 'cors-any',
    shown: `alice opens 1
      1 > ${poll('Origin: http://page.test')}
      1 < ${answer('Access-Control-Allow-Origin: *')}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > ${poll('Origin: http://page.test')}
      1 < ${answer('Access-Control-Allow-Origin: http://page.test')}
      1 > ${poll('Origin: http://api.test')}
      1 < ${answer('Access-Control-Allow-Origin: *')}`,
  },
  {
    code: 'server-too-old',
    shown: `alice opens 1
      1 > GET ${POLL}
      1 < 200 ${OPEN3}`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > GET /socket.io/?EIO=3&transport=polling
      1 < 200 ${OPEN3}`,
  },
  {
    code: 'server-too-old',
    shown: `alice opens 1
      1 > UPGRADE /socket.io/?EIO=4&transport=websocket
      1 < 101
      1 < text 0{"sid":"o1","upgrades":[],"pingInterval":25000,"pingTimeout":5000}
      1 < text 40`,
    evidence: [5],
    innocent: WS,
  },
  {
    code: 'version-mismatch-websocket',
    shown: `alice opens 1
      1 > UPGRADE /socket.io/?EIO=3&transport=websocket
      1 < 101
      1 < ${refusal('Unsupported protocol version')}
      1 closes by server`,
    evidence: [3, 4],
    innocent: `alice opens 1
      1 > UPGRADE /socket.io/?EIO=3&transport=websocket
      1 < 101
      1 < text 0{"sid":"o1","upgrades":[],"pingInterval":25000,"pingTimeout":5000}`,
  },
  {
    code: 'two-servers',
    shown: `${WS}
      1 < 101
      1 closes by client`,
    evidence: [3, 7],
    innocent: `${WS}
      1 < text HTTP/1.1 101 Switching Protocols
      1 closes by client`,
  },
  {
    code: 'upgrade-unanswered',
    shown: `alice opens 1
      1 > UPGRADE /socketio/?EIO=4&transport=websocket
      +1000 1 closes by server`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > UPGRADE /socketio/?EIO=4&transport=websocket
      +1000 1 closes by client
      alice opens 2
      2 > UPGRADE /socketio/?EIO=4&transport=websocket
      2 < 404
      2 closes by server`,
  },
  {
    code: 'handshake-unanswered',
    // The client asks again when its patience is over, and waits again.
    shown: `alice opens 1
      1 > GET /api/?EIO=4&transport=polling
      +20000 1 closes by client
      alice opens 2
      2 > GET /api/?EIO=4&transport=polling
      +20000 2 closes by client`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > GET /socket.io/?EIO=4&transport=polling
      +4000 1 < 200 ${OPEN}
      1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
      +20000 1 closes by client`,
  },
  {
    code: 'handshake-unanswered',
    shown: `alice opens 1
      1 > GET /api/?EIO=4&transport=polling
      bob opens 2
      +6000 2 > GET /socket.io/?EIO=4&transport=polling
      2 < 200 ${OPEN}`,
    evidence: [2, 5],
    innocent: `alice opens 1
      1 > GET /api/?EIO=4&transport=polling
      bob opens 2
      +3000 2 > GET /socket.io/?EIO=4&transport=polling
      2 < 200 ${OPEN}`,
  },
  {
    code: 'websocket-only-server',
    shown: `alice opens 1
      1 > GET ${POLL}
      1 < 426`,
    evidence: [2, 3],
    innocent: `alice opens 1
      1 > GET /chat
      1 < 426`,
  },
  {
    code: 'pong-behind-upload',
    shown: `${WS}
      +25000 1 < text 2
      1 > bytes ${UPLOAD}
      +15000 1 > bytes 61
      +4999 1 < close
      1 closes by server`,
    evidence: [7, 8, 9],
    innocent: `${WS}
      +25000 1 < text 2
      1 > text 42["small"]
      +19999 1 < close
      1 closes by server`,
  },
  {
    code: 'ping-timeout',
    shown: `${WS}
      +25000 1 < text 2
      1 > text 42["small"]
      +19999 1 < close
      1 closes by server`,
    evidence: [7, 9],
    // The upload is to blame, and another finding says so.
    innocent: `${WS}
      +25000 1 < text 2
      1 > bytes ${UPLOAD}
      +15000 1 > bytes 61
      +4999 1 < close
      1 closes by server`,
  },
  {
    code: 'pong-slow',
    shown: `${WS}
      +25000 1 < text 2
      +11000 1 > text 3`,
    evidence: [7, 8],
    innocent: `${WS}
      +25000 1 < text 2
      +9000 1 > text 3`,
  },
  {
    code: 'sent-away',
    shown: `${WS}
      1 < text 41`,
    evidence: [7],
    innocent: `${WS}
      1 > text 41`,
  },
  {
    code: 'server-died',
    shown: `${THREE}
      1 closes by server rst
      2 closes by server rst`,
    evidence: [19, 20],
    // Somebody started the program again; one alone may have met a proxy; with a close frame it is a goodbye.
    innocent: `server traces {"kind":"program","state":"started","run":1}
      ${THREE}
      1 closes by server rst
      2 < close
      2 closes by server
      +2000 server traces {"kind":"program","state":"stopped","run":1}
      3 closes by server
      server traces {"kind":"program","state":"started","run":2}`,
  },
  {
    code: 'closed-below',
    shown: `${WS}
      1 > close
      ${BACK}`,
    evidence: [7, 11],
    innocent: `${WS}
      1 > text 41
      1 > close
      ${BACK}`,
  },
  {
    code: 'closed-below',
    shown: `${WS}
      1 > text 40/admin,
      1 < text 44/admin,{"message":"no"}
      1 > close
      ${BACK}`,
    evidence: [9, 13],
    // Whom no namespace let in has no socket, and closes by itself.
    innocent: `${WS.replace('40{"sid":"sock1"}', '44{"message":"no"}')}
      1 > close
      ${BACK}`,
  },
  {
    code: 'new-socket-id',
    shown: `${WS}
      1 closes by fault
      ${BACK}`,
    evidence: [6, 13],
    // Two tabs are two sockets at once; recovery gives the old id back.
    innocent: `${WS}${BACK}
      2 closes by fault
      ${BACK.replaceAll('2 ', '3 ').replace('opens 2', 'opens 3').replace('"s2"', '"s3"')}`,
  },
];
