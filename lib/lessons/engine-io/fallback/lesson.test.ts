import { describe, expect, it } from 'vitest';
import { isUpgradeAccepted, isUpgradeRequest } from '@/lib/lessons/matchers';
import { adviceFor, verdictLike } from '@/lib/lessons/testing/verdict';
import { lesson } from './lesson';

const HANDSHAKE =
  '0{"sid":"S1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
const BY_POLLING = (conn: number) => `
  alice#${conn} > GET polling
  alice#${conn} < 200 ${HANDSHAKE}
  alice#${conn} > POST polling S1 | 40
  alice#${conn} < 200 ok
  alice#${conn} > GET polling S1
  alice#${conn} < 200 40{"sid":"A1"}`;
const HELLO = (conn: number) => `
  alice#${conn} > POST polling S1 | 420["hello"]
  alice#${conn} < 200 ok`;
const REFUSED_AT_THE_DOOR = (conn: number) => `
  alice#${conn} > GET websocket
  alice#${conn} < 403 WebSocket is not allowed on this network.
  alice#${conn} closed`;
const REFUSED_UPGRADE = `
  alice#2 > GET websocket S1
  alice#2 < 403 WebSocket is not allowed on this network.`;
const UPGRADED = `${BY_POLLING(1)}
  alice#2 > GET websocket S1
  alice#2 < 101
  alice#2 > 2probe
  alice#2 < 3probe
  alice#2 > 5
  alice#2 > 420["hello"]`;
const WEBSOCKET_FIRST = `
  alice#1 > GET websocket
  alice#1 < 101
  alice#1 < ${HANDSHAKE.replace('["websocket"]', '[]')}
  alice#1 > 40`;

describe('the fallback', () => {
  it.each([
    [
      'blocked',
      'refused after the session was open',
      BY_POLLING(1) + REFUSED_UPGRADE + HELLO(1),
      `done: ${HANDSHAKE} · 403 · 420["hello"]`,
    ],
    [
      'blocked',
      'refused a moment ago',
      BY_POLLING(1) + REFUSED_UPGRADE,
      'open: The WebSocket was refused. Now wait',
    ],
    ['blocked', 'not blocked', UPGRADED, 'open: There is a WebSocket'],
    ['blocked', 'never asked', BY_POLLING(1) + HELLO(1), 'open: Nothing was blocked'],
    ['blocked', 'refused at the door', REFUSED_AT_THE_DOOR(1), 'open'],
    ['refusal', 'the response', BY_POLLING(1) + REFUSED_UPGRADE, 'done: 403'],
    ['refusal', 'no refusal', UPGRADED, 'open'],
    ['other-order', 'refused twice', REFUSED_AT_THE_DOOR(1) + REFUSED_AT_THE_DOOR(2), 'done: 403 · 403'],
    ['other-order', 'refused once', REFUSED_AT_THE_DOOR(1), 'open: Refused once'],
    ['other-order', 'polling first', BY_POLLING(1) + REFUSED_UPGRADE + HELLO(1), 'open: Polling went first'],
    ['other-order', 'not blocked', WEBSOCKET_FIRST, 'open: There is a WebSocket'],
    [
      'try-all',
      'refused, then polling',
      REFUSED_AT_THE_DOOR(1) + BY_POLLING(2) + HELLO(2),
      `done: 403 · ${HANDSHAKE} · 420["hello"]`,
    ],
    [
      'try-all',
      'refused, then connected',
      REFUSED_AT_THE_DOOR(1) + BY_POLLING(2),
      'open: The WebSocket was refused. Now wait',
    ],
    [
      'try-all',
      'refused for ever',
      REFUSED_AT_THE_DOOR(1) + REFUSED_AT_THE_DOOR(2),
      'open: Refused, and refused again',
    ],
    ['try-all', 'polling first', BY_POLLING(1) + REFUSED_UPGRADE + HELLO(1), 'open: Polling went first'],
    ['try-all', 'not blocked', WEBSOCKET_FIRST, 'open: There is a WebSocket'],
  ])('%s: %s', (step, _, transcript, verdict) => {
    expect(verdictLike(verdict, lesson, step, transcript)).toBe(verdict);
  });

  it.each([
    ['the request', BY_POLLING(1) + REFUSED_UPGRADE, isUpgradeRequest, /That is the question/],
    ['a 101', UPGRADED, isUpgradeAccepted, /was let through/],
  ])('refusal: %s gets its own hint', (_, transcript, selected, hint) => {
    expect(adviceFor(lesson, 'refusal', transcript, selected)).toMatch(hint);
  });
});
