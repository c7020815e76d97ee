import { describe, expect, it } from 'vitest';
import type { Fault } from '@/lib/lab/faults';
import { timelineOf } from '@/lib/session/transcript';
import { faultRecords, hasMet, withoutSpent } from './fault-news';

const SET = 'fault {"fault":"hold","state":"set","detail":"“hold next ping” is on for everyone"}';
const ACTED =
  'fault {"fault":"hold","state":"acted","client":"bob","conn":2,"detail":"Held to bob, with all that comes behind it on its connection: ping “2”."}';
const PROBE =
  'fault {"fault":"hold","state":"acted","client":"bob","conn":2,"detail":"Held from bob, with all that comes behind it on its connection: probe (ping) “2probe”."}';
const CLEARED = 'fault {"fault":"hold","state":"cleared","detail":"“hold next ping” is off for everyone."}';

const records = (...lines: readonly string[]) => faultRecords(timelineOf(lines.join('\n')));

describe('a fault that waits for a packet', () => {
  const ping: Fault = { kind: 'hold', packet: 'ping' };

  it.each<[string, readonly string[], Fault, boolean]>([
    ['has met none when it is set', [SET], ping, false],
    ['has met one when it acted', [SET, ACTED], ping, true],
    ['has not when it was a probe', [SET, PROBE], ping, false],
    ['has, when probes are held', [SET, PROBE], { kind: 'hold', packet: 'probe' }, true],
    ['of another kind has not', [SET, ACTED], { kind: 'hold', packet: 'pong' }, false],
    ['of another client has not', [SET, ACTED], { ...ping, client: 'alice' }, false],
    ['of that client has', [SET, ACTED], { ...ping, client: 'bob' }, true],
    ['forgets when it is cleared', [SET, ACTED, CLEARED], ping, false],
    ['begins anew when it is set again', [SET, ACTED, CLEARED, SET], ping, false],
  ])('%s', (_, lines, fault, expected) => {
    expect(hasMet(records(...lines), fault)).toBe(expected);
  });
});

describe('a loss happens once', () => {
  const hello: Fault = {
    kind: 'drop',
    like: { from: 'client', eio: 'message', sio: 'EVENT', event: 'hello' },
  };
  const ping: Fault = { kind: 'drop', client: 'bob', like: { from: 'server', eio: 'ping' } };

  it.each<[string, string, readonly Fault[]]>([
    [
      'the one it names',
      '{"fault":"drop","state":"acted","client":"bob","detail":"A ping was lost."}',
      [hello],
    ],
    ['the other', '{"fault":"drop","state":"acted","client":"bob","detail":"EVENT hello was lost."}', [ping]],
    [
      'another client’s stays',
      '{"fault":"drop","state":"acted","client":"amy","detail":"A ping was lost."}',
      [ping],
    ],
    [
      'what is set is not spent',
      '{"fault":"drop","state":"set","detail":"“drop next” is on"}',
      [hello, ping],
    ],
    ['other faults are not', '{"fault":"latency","state":"acted","detail":"later"}', [hello, ping]],
  ])('%s', (_, record, left) => {
    expect(withoutSpent([hello, ping], records(`fault ${record}`))).toEqual(left);
  });
});
