import { describe, expect, it } from 'vitest';
import { isConnect, isEngineOpen } from '@/lib/lessons/matchers';
import { adviceFor, verdictLike } from '@/lib/lessons/testing/verdict';
import { lesson } from './lesson';

const session = (conn: number, sid: string) => `
  alice#${conn} > GET polling
  alice#${conn} < 200 0{"sid":"${sid}"}`;
const socket = (conn: number, sid: string, id: string) => `
  alice#${conn} > POST polling ${sid} | 40
  server connection / ${id} ${sid}
  alice#${conn} < 200 ok
  alice#${conn} > GET polling ${sid}
  alice#${conn} < 200 40{"sid":"${id}"}␞42["welcome","Nice to meet you"]`;
const upgrade = (conn: number, sid: string) => `
  alice#${conn} > GET websocket ${sid}
  alice#${conn} < 101
  alice#${conn} > 2probe
  alice#${conn} < 3probe
  alice#${conn} > 5`;
const WELCOME = '40{"sid":"A1"}␞42["welcome","Nice to meet you"]';

const CONNECTED = session(1, 'S1') + socket(1, 'S1', 'A1');
const UPGRADED = CONNECTED + upgrade(2, 'S1');
const BUFFERED = `${session(1, 'S1')}
  alice#1 > POST polling S1 | 40
  server connection / A1 S1
  alice#1 < 200 ok${upgrade(2, 'S1')}
  alice#2 < 40{"sid":"A1"}`;

const CHAT = `${UPGRADED}
  alice#2 > 40/chat,
  server connection /chat C1 S1
  alice#2 < 40/chat,{"sid":"C1"}`;
const CHAT_IN_ONE_BODY = `${session(1, 'S1')}
  alice#1 > POST polling S1 | 40␞40/chat,
  alice#1 < 200 ok
  alice#1 > GET polling S1
  server connection / A1 S1
  server connection /chat C1 S1
  alice#1 < 200 40{"sid":"A1"}␞40/chat,{"sid":"C1"}`;
const NO_CHAT = `${UPGRADED}
  alice#2 > 40/chat,
  alice#2 < 44/chat,{"message":"Invalid namespace"}`;
const TWO_SESSIONS = CONNECTED + session(3, 'S2') + socket(3, 'S2', 'A2');
const CHAT_ELSEWHERE = `${UPGRADED}${session(3, 'S2')}
  alice#3 > POST polling S2 | 40/chat,
  alice#3 < 200 ok
  alice#3 > GET polling S2
  server connection /chat C1 S2
  alice#3 < 200 40/chat,{"sid":"C1"}`;

const CUT = `${UPGRADED}
  fault cut acted
  server disconnect / A1 S1 transport close`;
const BACK = CUT + session(3, 'S2') + socket(3, 'S2', 'A2');

describe('the first connection', () => {
  it.each([
    ['first-word', 'session, socket, event', CONNECTED, `done: 0{"sid":"S1"} · ${WELCOME}`],
    ['first-word', 'only a session', session(1, 'S1'), 'open'],
    ['socket-id', 'the CONNECT answer', CONNECTED, `done: ${WELCOME}`],
    ['socket-id', 'not the session', session(1, 'S1'), 'open'],
    ['on-which-road', 'made before the upgrade', UPGRADED, `done: ${WELCOME} · 5 · connection /`],
    ['on-which-road', 'no upgrade yet', CONNECTED, 'open'],
    ['on-which-road', 'answered after the upgrade', BUFFERED, 'open: This time the WebSocket was ready'],
    [
      'two-sockets',
      'joined on the WebSocket',
      CHAT,
      `done: 40/chat,{"sid":"C1"} · ${WELCOME} · connection /chat`,
    ],
    [
      'two-sockets',
      'joined in one body',
      CHAT_IN_ONE_BODY,
      'done: 40{"sid":"A1"}␞40/chat,{"sid":"C1"} · connection /chat',
    ],
    ['two-sockets', 'no such namespace', NO_CHAT, 'open: The server answered 44'],
    ['two-sockets', 'one socket', UPGRADED, 'open: One socket so far'],
    ['two-sockets', 'the same namespace twice', TWO_SESSIONS, 'open: That made a second session'],
    ['two-sockets', 'a session for each', CHAT_ELSEWHERE, 'open: That made a second session'],
    [
      'cut',
      'back as somebody else',
      BACK,
      `done: cut acted · 0{"sid":"S2"} · ${WELCOME} · ${WELCOME.replace('A1', 'A2')}`,
    ],
    ['cut', 'not cut', UPGRADED, 'open: She is connected. Now cut'],
    ['cut', 'not back yet', CUT, 'open: The wire is cut'],
    ['cut', 'two sessions without a cut', TWO_SESSIONS, 'open: She is connected. Now cut'],
  ])('%s: %s', (step, _, transcript, verdict) => {
    expect(verdictLike(verdict, lesson, step, transcript)).toBe(verdict);
  });

  it.each([
    ['the session', isEngineOpen, /This sid is the session’s/],
    ['the question', isConnect('/'), /Here she asks/],
  ])('socket-id: %s gets its own hint', (_, selected, hint) => {
    expect(adviceFor(lesson, 'socket-id', CONNECTED, selected)).toMatch(hint);
  });
});
