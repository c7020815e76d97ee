import { describe, expect, it } from 'vitest';
import type { Fault } from '@/lib/lab/faults';
import { timelineOf } from '@/lib/session/transcript';
import { faultRecords, hasMet, withoutSpent } from './fault-news';

const SET = 'fault {"fault":"hold","state":"set","waitsFor":"ping","detail":"on"}';
const ACTED =
  'fault {"fault":"hold","state":"acted","client":"bob","conn":2,"waitsFor":"ping","packet":{"from":"server","eio":"ping"},"detail":"held"}';
const PROBE =
  'fault {"fault":"hold","state":"acted","client":"bob","conn":2,"waitsFor":"probe","packet":{"from":"client","eio":"ping","isProbe":true},"detail":"held"}';
const CLEARED = 'fault {"fault":"hold","state":"cleared","waitsFor":"ping","detail":"off"}';

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
  const lost = (state: string, client: string, waitsFor: string) =>
    JSON.stringify({ fault: 'drop', state, client, waitsFor, detail: 'lost' });

  it.each<[string, string, readonly Fault[]]>([
    ['the one it names', lost('acted', 'bob', 'ping from the server'), [hello]],
    ['the other', lost('acted', 'bob', 'EVENT “hello” from the client'), [ping]],
    ['of anybody', lost('acted', 'amy', 'EVENT “hello” from the client'), [ping]],
    ['another client’s stays', lost('acted', 'amy', 'ping from the server'), [hello, ping]],
    ['one that nobody waits for', lost('acted', 'bob', 'pong from the client'), [hello, ping]],
    ['what is set is not spent', lost('set', 'bob', 'ping from the server'), [hello, ping]],
    ['other faults are not', '{"fault":"latency","state":"acted","detail":"later"}', [hello, ping]],
  ])('%s', (_, record, left) => {
    expect(withoutSpent([hello, ping], records(`fault ${record}`))).toEqual(left);
  });
});
