import { describe, expect, it } from 'vitest';
import { isProbe, isProbeAnswer, isUpgradeAccepted } from '@/lib/lessons/matchers';
import { adviceFor, verdictLike } from '@/lib/lessons/testing/verdict';
import { lesson } from './lesson';

const OPEN = `
  alice#1 > GET polling
  alice#1 < 200 0{"sid":"S1","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`;
const CONNECT = `
  alice#1 > POST polling S1 | 40
  alice#1 < 200 ok`;
const WELCOME = '40{"sid":"A1"}␞42["welcome","Welcome, over polling"]';

const UPGRADED = `${OPEN}${CONNECT}
  alice#2 > GET websocket S1
  alice#1 > GET polling S1
  alice#2 < 101
  alice#1 < 200 ${WELCOME}
  alice#1 > GET polling S1
  alice#2 > 2probe
  alice#2 < 3probe
  alice#1 < 200 6
  alice#2 > 5
  alice#2 > 420["hello","Alice"]
  alice#2 < 430["Hello Alice, over websocket"]`;

const BUFFERED = `${OPEN}${CONNECT}
  alice#2 > GET websocket S1
  alice#2 < 101
  alice#1 > GET polling S1
  alice#2 > 2probe
  alice#2 < 3probe
  alice#1 < 200 40{"sid":"A1"}
  alice#2 > 5
  alice#2 < 42["welcome","Welcome, over websocket"]`;

const STRIPPED = `${OPEN}${CONNECT}
  alice#2 > GET websocket S1
  alice#2 < 400 {"code":3,"message":"Bad request"}
  alice#1 > GET polling S1
  alice#1 < 200 ${WELCOME}`;
const HELLO_BY_POLLING = `
  alice#1 > GET polling S1
  alice#2 > POST polling S1 | 420["hello","Alice"]
  alice#2 < 200 ok
  alice#1 < 200 430["Hello Alice, over polling"]`;

const NEVER_ASKED = `${OPEN}${CONNECT}
  alice#1 > GET polling S1
  alice#1 < 200 ${WELCOME}${HELLO_BY_POLLING}`;

const NOT_OFFERED = NEVER_ASKED.replace('["websocket"]', '[]');

const ONLY_WEBSOCKET = `
  alice#1 > GET websocket
  alice#1 < 101
  alice#1 < 0{"sid":"S1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
  alice#1 > 40
  alice#1 < 40{"sid":"A1"}
  alice#1 < 42["welcome","Welcome, over websocket"]
  alice#1 > 420["hello","Alice"]
  alice#1 < 430["Hello Alice, over websocket"]`;

describe('the upgrade', () => {
  it.each([
    ['first-road', 'a welcome before the 5', UPGRADED, `done: ${WELCOME} · 5`],
    ['first-road', 'a welcome that had to wait', BUFFERED, 'open: This time the WebSocket was ready'],
    ['first-road', 'no upgrade', STRIPPED, 'open'],
    ['proof', 'the answer to the probe', UPGRADED, 'done: 3probe'],
    ['proof', 'no probe', STRIPPED, 'open'],
    ['let-go', 'the noop', UPGRADED, 'done: 6'],
    ['let-go', 'a GET that had news', BUFFERED, 'open'],
    [
      'strip',
      'refused, and polling goes on',
      STRIPPED + HELLO_BY_POLLING,
      'done: 400 · 420["hello","Alice"] · 430["Hello Alice, over polling"]',
    ],
    ['strip', 'refused a moment ago', STRIPPED, 'open: The upgrade was refused. Now wait'],
    ['strip', 'not stripped', UPGRADED, 'open: The upgrade was accepted'],
    ['strip', 'nothing to strip', NEVER_ASKED, 'open: "hello" travelled by polling because'],
    [
      'no-offer',
      'an empty list',
      NOT_OFFERED,
      'done: 0{"sid":"S1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000} · 420["hello","Alice"]',
    ],
    ['no-offer', 'the sample as it was', UPGRADED, 'open: The server still offers'],
    ['no-offer', 'a client that does not ask', NEVER_ASKED, 'open: Alice did not ask'],
    ['no-offer', 'a stripped upgrade', STRIPPED + HELLO_BY_POLLING, 'open: The server still offers'],
    ['no-offer', 'WebSocket from the start', ONLY_WEBSOCKET, 'open: There was no upgrade because'],
  ])('%s: %s', (step, _, transcript, verdict) => {
    expect(verdictLike(verdict, lesson, step, transcript)).toBe(verdict);
  });

  it.each([
    ['the 101', isUpgradeAccepted, /swallow the frames/],
    ['the question', isProbe, /nothing until it is answered/],
  ])('proof: %s gets its own hint', (_, selected, hint) => {
    expect(adviceFor(lesson, 'proof', UPGRADED, selected)).toMatch(hint);
  });

  it('let-go: a frame is not what answers a GET', () => {
    expect(adviceFor(lesson, 'let-go', UPGRADED, isProbeAnswer)).toMatch(/on the other connection/);
  });
});
