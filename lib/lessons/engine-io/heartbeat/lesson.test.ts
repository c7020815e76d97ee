import { describe, expect, it } from 'vitest';
import { isProbe } from '@/lib/lessons/matchers';
import { adviceFor, verdictLike } from '@/lib/lessons/testing/verdict';
import { lesson } from './lesson';

const HANDSHAKE =
  '0{"sid":"S1","upgrades":["websocket"],"pingInterval":2000,"pingTimeout":1500,"maxPayload":1000000}';
const CONNECTED = `
  alice#1 > GET polling
  alice#1 < 200 ${HANDSHAKE}
  alice#1 > POST polling S1 | 40
  alice#1 < 200 ok
  alice#2 > GET websocket S1
  alice#1 > GET polling S1
  alice#2 < 101
  alice#1 < 200 40{"sid":"A1"}
  alice#1 > GET polling S1
  alice#2 > 2probe
  alice#2 < 3probe
  alice#1 < 200 6
  alice#2 > 5`;
const BEAT = `
  alice#2 < 2
  alice#2 > 3`;
const TWO_BEATS = CONNECTED + BEAT + BEAT;
const CLIENT_ASKS = `${CONNECTED}
  alice#2 > 2
  alice#2 < 3
  alice#2 > 2
  alice#2 < 3`;

// Alice's pong is kept back, and so is her answer to the CLOSE.
const DEAF_SERVER = `${CONNECTED}${BEAT}
  fault freeze set
  alice#2 < 2
  fault freeze acted up
  alice#2 < CLOSE
  server disconnect / A1 S1 ping timeout`;
const THAWED = `${DEAF_SERVER}
  fault freeze cleared
  alice#2 > 3
  alice#2 > CLOSE`;

// Both clocks run out; either end may be first.
const DEAF_CLIENT = `${CONNECTED}${BEAT}
  fault freeze set
  alice#2 < 2
  fault freeze acted down
  alice#2 > CLOSE
  server disconnect / A1 S1 transport close`;
const DEAF_CLIENT_SERVER_FIRST = `${CONNECTED}${BEAT}
  fault freeze set
  alice#2 < 2
  fault freeze acted down
  alice#2 < CLOSE
  server disconnect / A1 S1 ping timeout
  alice#2 > CLOSE`;
const FROZEN_FROM_THE_START = `
  alice#1 > GET polling
  alice#1 < 200 ${HANDSHAKE}
  fault freeze acted up
  alice#1 closed`;

const withTimes = (interval: number, timeout: number) =>
  TWO_BEATS.replace(
    '"pingInterval":2000,"pingTimeout":1500',
    `"pingInterval":${interval},"pingTimeout":${timeout}`,
  );

describe('the heartbeat', () => {
  it.each([
    ['who-asks', 'two pings, answered', TWO_BEATS, 'done: 2 · 3 · 2'],
    ['who-asks', 'one so far', CONNECTED + BEAT, 'open: No heartbeat yet'],
    ['who-asks', 'a probe is none', CONNECTED, 'open: No heartbeat yet'],
    ['who-asks', 'the other way round', CLIENT_ASKS, 'open: No heartbeat yet'],
    ['plain-text', 'either half of a heartbeat', CONNECTED + BEAT, 'done: 2 · 3'],
    ['plain-text', 'a probe is none', CONNECTED, 'open'],
    [
      'deaf-server',
      'a pong that never comes',
      DEAF_SERVER,
      'done: disconnect / ping timeout · freeze acted · CLOSE by server',
    ],
    ['deaf-server', 'the other direction', DEAF_CLIENT, 'open: It was the server’s bytes'],
    [
      'deaf-server',
      'the other direction, server first',
      DEAF_CLIENT_SERVER_FIRST,
      'open: It was the server’s bytes',
    ],
    ['deaf-server', 'frozen too early', FROZEN_FROM_THE_START, 'open: Let them connect first'],
    ['deaf-server', 'nothing frozen', TWO_BEATS, 'open'],
    ['deaf-client', 'a ping that never comes', DEAF_CLIENT, 'done: freeze acted · CLOSE by alice'],
    [
      'deaf-client',
      'the same, server first',
      DEAF_CLIENT_SERVER_FIRST,
      'done: freeze acted · CLOSE by alice',
    ],
    ['deaf-client', 'the other direction', DEAF_SERVER, 'open: It was Alice’s bytes'],
    ['deaf-client', 'the other direction, thawed', THAWED, 'open: It was Alice’s bytes'],
    ['deaf-client', 'nothing frozen', TWO_BEATS, 'open'],
    [
      'patience',
      '900 ms',
      withTimes(600, 300),
      'done: 0{"sid":"S1","upgrades":["websocket"],"pingInterval":600,"pingTimeout":300,"maxPayload":1000000} · 2 · 2',
    ],
    [
      'patience',
      'a second to the dot',
      withTimes(700, 300),
      'done: 0{"sid":"S1","upgrades":["websocket"],"pingInterval":700,"pingTimeout":300,"maxPayload":1000000} · 2 · 2',
    ],
    ['patience', 'only the timeout', withTimes(2000, 500), 'open: Look at the open packet: the silence'],
    ['patience', 'unchanged', TWO_BEATS, 'open: The open packet still says'],
  ])('%s: %s', (step, _, transcript, verdict) => {
    expect(verdictLike(verdict, lesson, step, transcript)).toBe(verdict);
  });

  it('plain-text: a probe gets its own hint', () => {
    expect(adviceFor(lesson, 'plain-text', TWO_BEATS, isProbe)).toMatch(/the question of the upgrade/);
  });
});
