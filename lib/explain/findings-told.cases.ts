import { told } from '@/lib/session/stories';
import { type Case, WS } from './findings.cases';

const trace = (side: string, event: object) => `${side} traces ${JSON.stringify(event)}`;
const socketEnds = (socket: string, reason: string) =>
  trace('server', { kind: 'socket', action: 'disconnect', nsp: '/', socket, sid: 's1', reason });
const queued = (ms: number) => trace('alice', { kind: 'queued', path: '/socket.io/?EIO=4', ms });

/** Alice's session `s2` on connection 2, as another socket. */
export const BACK = `
  alice opens 2
  2 > UPGRADE /socket.io/?EIO=4&transport=websocket
  2 < 101
  2 < text 0{"sid":"s2","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  2 > text 40
  2 < text 40{"sid":"sock2"}
`;

/** What only the programs' own word can show. `WS` is entries 1 to 6; Alice's CONNECT is message 0. */
export const TOLD_CASES: readonly Case[] = [
  {
    code: 'duplicate-handlers',
    shown: `${WS}
      1 < text 42["news"]
      ${`${told.handler('alice', ['s1', 1], 'news', 4)}\n`.repeat(3)}
      1 < text 42["news"]
      ${`${told.handler('alice', ['s1', 2], 'news', 4)}\n`.repeat(3)}`,
    evidence: [7, 8],
    // Two handlers are two lines, and two packets two calls.
    innocent: `${WS}
      1 < text 42["news"]
      ${told.handler('alice', ['s1', 1], 'news', 4)}
      ${told.handler('alice', ['s1', 1], 'news', 5)}
      1 < text 42["news"]
      ${told.handler('alice', ['s1', 2], 'news', 4)}
      ${told.handler('alice', ['s1', 2], 'news', 5)}`,
  },
  {
    code: 'handler-late',
    shown: `${WS}
      1 > text 420["load"]
      ${told.unheard('server', ['s1', 1], 'load')}
      1 > text 421["load"]
      ${told.handler('server', ['s1', 2], 'load', 6)}`,
    evidence: [7, 9],
    innocent: `${WS}
      1 > text 420["load"]
      ${told.unheard('server', ['s1', 1], 'load')}
      1 > text 421["save"]
      ${told.handler('server', ['s1', 2], 'save', 6)}`,
  },
  {
    code: 'event-misspelt',
    shown: `${WS}
      1 > text 42["mesage","hi"]
      ${told.unheard('server', ['s1', 1], 'mesage')}
      1 > text 42["message","hi"]
      ${told.handler('server', ['s1', 2], 'message', 6)}`,
    evidence: [7],
    // What the other end listens to is no hint for this one.
    innocent: `${WS}
      1 > text 42["mesage","hi"]
      ${told.unheard('server', ['s1', 1], 'mesage')}
      1 < text 42["message","hi"]
      ${told.handler('alice', ['s1', 1], 'message', 6)}`,
  },
  {
    code: 'event-unheard',
    shown: `${WS}
      1 < text 42["welcome"]
      ${told.unheard('alice', ['s1', 1], 'welcome')}`,
    evidence: [7],
    innocent: `${WS}
      1 < text 42["welcome"]
      ${told.handler('alice', ['s1', 1], 'welcome', 3)}`,
  },
  {
    code: 'volatile-dropped',
    shown: `${WS}
      ${told.unsent('server', 'dropped', 'cursor', 5, { volatile: true })}
      1 < text 42["cursor"]
      ${told.unsent('server', 'dropped', 'cursor', 5, { volatile: true })}`,
    evidence: [7, 9],
    innocent: `${WS}
      ${told.unsent('alice', 'buffered', 'cursor', 5, { volatile: true })}
      ${told.unsent('server', 'dropped', 'cursor', 5)}`,
  },
  {
    code: 'emit-dropped',
    shown: `${WS}
      1 > text 41
      ${told.unsent('alice', 'dropped', 'bye', 8)}`,
    evidence: [8],
    innocent: `${WS}
      ${told.unsent('alice', 'dropped', 'cursor', 8, { volatile: true })}`,
  },
  {
    code: 'buffer-burst',
    shown: `${WS}
      1 closes by fault
      ${[1, 2, 3].map((i) => told.unsent('alice', 'buffered', `e${i}`, i)).join('\n')}
      ${BACK}
      2 > text 42["e1"]
      2 > text 42["e2"]
      2 > text 42["e3"]`,
    evidence: [8, 9, 10, 17, 18, 19],
    // What a page emits as it loads waits, too, and is no burst of old news.
    innocent: `
      ${[1, 2, 3].map((i) => told.unsent('alice', 'buffered', `e${i}`, i)).join('\n')}
      ${WS}
      1 > text 42["e1"]
      1 > text 42["e2"]
      1 > text 42["e3"]`,
  },
  {
    code: 'empty-room',
    shown: `${WS}
      ${told.unsent('server', 'nobody', 'news', 5, { rooms: ['lobby'] })}`,
    evidence: [7],
    // Everybody is no room, a socket that is away no empty one, and who speaks is left out.
    innocent: `${WS}
      ${told.room('join', 'hall', 'sock1')}
      ${told.unsent('server', 'nobody', 'news', 5, { rooms: ['hall'] })}
      ${told.unsent('server', 'nobody', 'news', 5)}
      ${told.unsent('server', 'nobody', 'news', 5, { sid: 's1' })}`,
  },
  {
    code: 'browser-queue',
    shown: `${WS}\n${queued(120)}\n${queued(80)}`,
    evidence: [7, 8],
    innocent: `${WS}
      ${trace('alice', { kind: 'retry', attempt: 1, delayMs: 1000 })}`,
  },
  {
    code: 'server-shut-down',
    shown: `${WS}
      ${socketEnds('sock1', 'server shutting down')}`,
    evidence: [7],
    innocent: `${WS}
      ${socketEnds('sock1', 'transport close')}`,
  },
  {
    code: 'rooms-lost',
    shown: `${WS}
      ${told.room('join', 'sock1', 'sock1')}
      ${told.room('join', 'lobby', 'sock1')}
      1 closes by fault
      ${told.room('leave', 'lobby', 'sock1')}
      +0 ${socketEnds('sock1', 'transport close')}
      ${BACK}
      +3000 2 > text 42["hello"]`,
    evidence: [11, 17],
    innocent: `${WS}
      ${told.room('join', 'lobby', 'sock1')}
      1 closes by fault
      ${socketEnds('sock1', 'transport close')}
      ${BACK}
      ${told.room('join', 'lobby', 'sock2')}
      +3000 2 > text 42["hello"]`,
  },
  {
    code: 'rooms-lost',
    shown: `${WS}
      ${told.room('join', 'lobby', 'sock1')}
      1 closes by fault
      ${socketEnds('sock1', 'transport close')}
      ${BACK}
      +3000 2 > text 42["hello"]`,
    evidence: [9, 15],
    // It had left before, of its own will.
    innocent: `${WS}
      ${told.room('join', 'lobby', 'sock1')}
      ${told.room('leave', 'lobby', 'sock1')}
      +50 1 closes by fault
      ${socketEnds('sock1', 'transport close')}
      ${BACK}
      +3000 2 > text 42["hello"]`,
  },
];
