import { describe, expect, it } from 'vitest';
import type { Fault } from '@/lib/lab/faults';
import { faultWords, heldWords, inPlaceOf, toggled, withFault } from './fault-set';

const up: Fault = { kind: 'latency', direction: 'up', ms: 200 };
const down: Fault = { kind: 'latency', direction: 'down', ms: 900, jitterMs: 100 };
const ping: Fault = { kind: 'hold', packet: 'ping' };
const ack: Fault = { kind: 'hold', packet: 'ack', client: 'alice' };

const words = (faults: readonly Fault[]) => faults.map(faultWords);

describe('the set of faults', () => {
  it.each<[string, readonly Fault[], Fault, readonly string[]]>([
    ['each way has a latency of its own', [up], down, ['latency ↑ 200 ms', 'latency ↓ 900 ms + up to 100']],
    ['a new amount takes the place of the old', [up], { ...up, ms: 50 }, ['latency ↑ 50 ms']],
    [
      'a client’s own stands beside everybody’s',
      [up],
      { ...up, client: 'bob' },
      ['latency ↑ 200 ms', 'latency ↑ 200 ms'],
    ],
    ['each kind of packet is held by itself', [ping], ack, ['hold next ping', 'hold next ack']],
    [
      'a wire is frozen one way or the other',
      [{ kind: 'freeze', direction: 'both' }],
      { kind: 'freeze', direction: 'down' },
      ['freeze ↓'],
    ],
    [
      'packets that are unlike are lost each',
      [{ kind: 'drop', like: { from: 'server', eio: 'ping' } }],
      { kind: 'drop', like: { from: 'client', eio: 'message', sio: 'EVENT', event: 'hello' } },
      ['drop next ping from the server', 'drop next EVENT “hello” from the client'],
    ],
  ])('%s', (_, faults, fault, expected) => {
    expect(words(withFault(faults, fault))).toEqual(expected);
  });

  it('is toggled by the place, not by the amount', () => {
    expect(toggled([up, ping], { ...up, ms: 1 })).toEqual([ping]);
    expect(toggled([ping], up)).toEqual([ping, up]);
  });

  it('says of a packet that it is held', () => {
    expect([heldWords('ping'), heldWords('ack')]).toEqual(['a ping is held', 'an ack is held']);
  });

  it('is asked for what is in a place', () => {
    expect(inPlaceOf([up, down], { kind: 'latency', direction: 'down', ms: 0 })).toBe(down);
    expect(inPlaceOf([ack], ping)).toBeUndefined();
  });

  it.each<[Fault, string]>([
    [{ kind: 'bandwidth', direction: 'both', bytesPerSecond: 500 }, 'bandwidth ↕ 500 B/s'],
    [{ kind: 'bandwidth', direction: 'down', bytesPerSecond: 7000 }, 'bandwidth ↓ 7 kB/s'],
    [{ kind: 'two-nodes' }, 'two nodes'],
    [{ kind: 'cut', how: 'rst' }, 'cut with RST'],
  ])('%j is said as %s', (fault, expected) => {
    expect(faultWords(fault)).toBe(expected);
  });
});
