import { describe, expect, it } from 'vitest';
import { timelineOf } from '@/lib/session/transcript';
import { dissectedOf } from './dissected';
import { payloadJson } from './payload-json';

const STORY = timelineOf(`
  alice opens 1
  1 > GET /socket.io/?EIO=4&transport=polling
  1 < 200 0{"sid":"s1","upgrades":[],"pingInterval":1,"pingTimeout":2,"maxPayload":3}
  1 > GET /socket.io/?EIO=4&transport=polling&sid=s1
  1 < 200 42["a",{"b":[1]}]␞2␞43/x,7[]
  1 > GET /api
  1 < 200 {"ok":true}
  1 > GET /text
  1 < 200 12
  alice opens 2
  2 > UPGRADE /raw
  2 < 101
  2 > text [1,{"two":3}]
`);

describe('payloadJson', () => {
  it.each<[string, number, unknown[] | undefined]>([
    ['the open packet', 3, [{ sid: 's1', upgrades: [], pingInterval: 1, pingTimeout: 2, maxPayload: 3 }]],
    ['the packets of one body that hold something', 5, [['a', { b: [1] }], []]],
    ['a body', 7, [{ ok: true }]],
    ['a number is text enough', 9, undefined],
    ['no body', 2, undefined],
    ['a frame of no protocol', 13, [[1, { two: 3 }]]],
  ])('%s', (_what, n, values) => {
    const entry = STORY.entries.nth(n);
    if (entry?.kind !== 'unit') throw new Error(`Entry ${n} is no unit.`);
    const text = payloadJson(entry.unit, dissectedOf(entry.unit));
    expect(text?.split('\n\n').map((part) => JSON.parse(part))).toEqual(values);
  });
});
